package dev.ricordo.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.spi.DataKey;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class SealTest {

  private static final byte[] TEXT = "a lamp".getBytes(StandardCharsets.UTF_8);
  private static final byte[] PLACE = "row 7".getBytes(StandardCharsets.UTF_8);

  private final Seal seal = Seal.of(DataKey.random());

  @Test
  void sealedBytes_openInTheirPlaceOnly() {
    byte[] sealed = seal.seal(TEXT, PLACE);

    assertThat(seal.open(sealed, PLACE)).contains(TEXT);
    assertThat(seal.open(sealed, "row 8".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(Seal.of(DataKey.random()).open(sealed, PLACE)).isEmpty();
    assertThat(sealed).hasSize(TEXT.length + Seal.OVERHEAD_BYTES);
    assertThat(seal.seal(TEXT, PLACE)).isNotEqualTo(sealed);
  }

  @Test
  void changedBit_doesNotOpen() {
    byte[] sealed = seal.seal(TEXT, PLACE);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThat(seal.open(changed, PLACE)).isEmpty();
    }
  }

  /** Test case 15 and 16 of the GCM specification (McGrew, Viega), the latter with its AAD. */
  @Test
  void sealedBytesOfTheSpecification_open() {
    HexFormat hex = HexFormat.of();
    byte[] key = hex.parseHex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
    String plain =
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
            + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39";
    String sealed =
        "cafebabefacedbaddecaf888"
            + "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
            + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
            + "76fc6ece0f4e1768cddf8853bb2d551b";
    byte[] associated = hex.parseHex("feedfacedeadbeeffeedfacedeadbeefabaddad2");

    assertThat(Seal.of(DataKey.of(key)).open(hex.parseHex(sealed), associated))
        .contains(hex.parseHex(plain));
  }
}
