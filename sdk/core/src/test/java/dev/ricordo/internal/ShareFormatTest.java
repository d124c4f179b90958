package dev.ricordo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.base.CollectiveRules;
import dev.ricordo.base.RandomBases;
import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.collective.Categories;
import dev.ricordo.collective.Changes;
import dev.ricordo.collective.Contribution;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShareFormatTest {

  private static final CollectiveRules RULES =
      CollectiveRules.DEFAULT.withEpochs(30, 6).withItemWindow(2);

  private final ItemIndex index = new ItemIndex(RandomBases.create(3, 20).catalogue());
  private final ShareFormat format = new ShareFormat(RULES, Categories.none(), index);
  private final Contribution share = share();

  /** 100 events, among them unknown items and clocks that step back. */
  private Contribution share() {
    Contribution folded = new Contribution(RULES);
    Random random = new Random(20260101);
    long second = 1_700_000_000L;
    for (int i = 0; i < 100; i++) {
      EventKind kind = EventKind.values()[random.nextInt(EventKind.values().length)];
      int item = index.number(ItemId.of("i" + random.nextInt(25)));
      second += random.nextInt(200_000) - 10_000;
      folded.observe(item, kind, second, Changes.IGNORED);
    }
    return folded;
  }

  @Test
  void foldedJournal_hasTheGoldenBytes_andTheyAreThatShare()
      throws IOException, URISyntaxException {
    Path golden = Path.of(ShareFormatTest.class.getResource("/golden/share-1.hex").toURI());
    byte[] bytes = HexFormat.of().parseHex(Files.readString(golden).strip());
    assertThat(HexFormat.of().formatHex(format.encode(share)))
        .isEqualTo(HexFormat.of().formatHex(bytes));
    assertThat(format.decode(bytes).orElseThrow().differences(share)).isZero();
    assertThat(share.cells()).isPositive();
  }

  @Test
  void damagedShare_orOneOfOtherRules_isNotDecoded() {
    byte[] bytes = format.encode(share);
    assertThat(new ShareFormat(RULES.withCap(3), Categories.none(), index).decode(bytes)).isEmpty();
    assertThat(format.decode(bytes)).isPresent();
    bytes[bytes.length / 2]++;
    assertThat(format.decode(bytes)).isEmpty();
    assertThat(format.decode(new byte[0])).isEmpty();
  }
}
