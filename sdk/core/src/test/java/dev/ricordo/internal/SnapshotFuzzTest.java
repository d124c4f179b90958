package dev.ricordo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.ricordo.base.Base;
import dev.ricordo.base.CollectiveRules;
import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.base.RandomBases;
import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.collective.Categories;
import dev.ricordo.collective.Changes;
import dev.ricordo.collective.Contribution;
import dev.ricordo.event.EventKind;
import dev.ricordo.spi.Snapshots.Snapshot;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Whatever bytes a store gives back, reading them is no error: they are a memory, or a share of the
 * sums, or nothing. {@code JAZZER_FUZZ=1} looks for bytes that break this; without, the known ones
 * are tried.
 */
class SnapshotFuzzTest {

  private static final int CHECKSUM = Long.BYTES;

  private final Base base = RandomBases.create(3, 5);
  private final ItemEmbeddings items = ItemEmbeddings.of(base);
  private final ItemIndex index = new ItemIndex(base.catalogue());
  private final SnapshotFormat format = new SnapshotFormat(items, index);
  private final ShareFormat shareFormat =
      new ShareFormat(CollectiveRules.DEFAULT, Categories.none(), index);
  private final Snapshot whole = format.encode(new Fold(items, index, true).initial());

  @FuzzTest(maxDuration = "30s")
  void anyBytes_areAMemoryOrNothing(byte @NotNull [] bytes) {
    format.decode(new Snapshot(1, bytes));
  }

  /** The first bytes are a place in a whole snapshot, the others what stands from there on. */
  @FuzzTest(maxDuration = "30s")
  void anyBytesWithARightChecksum_areAMemoryOrNothing(byte @NotNull [] bytes) {
    if (bytes.length >= Integer.BYTES) {
      byte[] forged = forged(whole.bytes(), bytes);
      format.decode(new Snapshot(1, forged)).ifPresent(this::requireReadable);
    }
  }

  /** As for a memory. */
  @FuzzTest(maxDuration = "30s")
  void anyBytesWithARightChecksum_areAShareOrNothing(byte @NotNull [] bytes) {
    if (bytes.length >= Integer.BYTES) {
      byte[] forged = forged(shareFormat.encode(share()), bytes);
      shareFormat.decode(forged).ifPresent(this::requireReadable);
    }
  }

  private Contribution share() {
    Contribution share = new Contribution(CollectiveRules.DEFAULT);
    for (int event = 0; event < 20; event++) {
      share.observe(event * event % 5, EventKind.VIEW, event, Changes.IGNORED);
    }
    return share;
  }

  private static byte[] forged(byte[] good, byte[] bytes) {
    int place = Math.floorMod(ByteBuffer.wrap(bytes).getInt(), good.length - CHECKSUM);
    int length = place + bytes.length - Integer.BYTES;
    byte[] body = Arrays.copyOf(good, length);
    System.arraycopy(bytes, Integer.BYTES, body, place, length - place);
    CRC32C crc = new CRC32C();
    crc.update(body, 0, length);
    byte[] forged = Arrays.copyOf(body, length + CHECKSUM);
    ByteBuffer.wrap(forged).putLong(length, crc.getValue());
    return forged;
  }

  private void requireReadable(Contribution share) {
    Contribution again = shareFormat.decode(shareFormat.encode(share)).orElseThrow();
    assertThat(again.differences(share)).isZero();
    assertThat(again.size()).isEqualTo(share.size());
  }

  private void requireReadable(CustomerMemory memory) {
    CustomerMemory again = format.decode(format.encode(memory)).orElseThrow();
    assertThat(again.working.sameBits(memory.working)).isTrue();
    assertThat(again.recent.size()).isEqualTo(memory.recent.size());
  }
}
