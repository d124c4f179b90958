package dev.ricordo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.base.Base;
import dev.ricordo.base.Features;
import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.base.Mix;
import dev.ricordo.base.RandomBases;
import dev.ricordo.base.Shape;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.Snapshots.Snapshot;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The golden file was written by format version 3 on JDK 17. That any Java virtual machine folds
 * the same journal into the same bytes is what makes forgetting provable.
 */
class SnapshotFormatTest {

  private Base base;
  private SnapshotFormat format;
  private CustomerMemory memory;

  @BeforeEach
  void foldTheJournal() throws URISyntaxException {
    base = Base.read(Path.of(SnapshotFormatTest.class.getResource("/golden/default").toURI()));
    ItemIndex index = new ItemIndex(base.catalogue());
    ItemEmbeddings items = ItemEmbeddings.of(base);
    format = new SnapshotFormat(items, index);
    memory = new Fold(items, index, true).of(journal());
  }

  /** 200 events, among them cancellations, unknown items and clocks that step back. */
  private static List<JournalEntry> journal() {
    Random random = new Random(20260101);
    List<JournalEntry> entries = new ArrayList<>();
    CustomerId customer = CustomerId.of("golden");
    long second = 1_700_000_000L;
    for (int position = 1; position <= 200; position++) {
      EventKind kind = EventKind.values()[random.nextInt(EventKind.values().length)];
      ItemId item = ItemId.of("i" + random.nextInt(45));
      second += random.nextInt(200_000) - 10_000;
      Event event = Event.of(kind, customer, item, Instant.ofEpochSecond(second));
      entries.add(new JournalEntry(position, event));
    }
    return entries;
  }

  @Test
  void foldedJournal_hasTheGoldenBytesOnEveryMachine() throws IOException, URISyntaxException {
    Path golden = Path.of(SnapshotFormatTest.class.getResource("/golden/snapshot-4.hex").toURI());
    assertThat(HexFormat.of().formatHex(format.encode(memory).bytes()))
        .isEqualTo(Files.readString(golden).strip());
  }

  @Test
  void decodedSnapshot_isTheSameMemory() {
    Snapshot snapshot = format.encode(memory);
    CustomerMemory decoded = format.decode(snapshot).orElseThrow();
    assertThat(decoded.cursor).isEqualTo(200);
    assertThat(decoded.working.sameBits(memory.working)).isTrue();
    assertThat(format.encode(decoded).bytes()).isEqualTo(snapshot.bytes());
  }

  @Test
  void snapshotOfOtherUntrainedFeatures_isNotDecoded() {
    Features features = RandomBases.features(30);
    Base featured = RandomBases.create(3, 30, Shape.DEFAULT, Mix.own(0), features);
    ItemIndex index = new ItemIndex(featured.catalogue());
    SnapshotFormat even = new SnapshotFormat(feed(featured, "even"), index);
    Snapshot snapshot = even.encode(new Fold(feed(featured, "even"), index, true).of(journal()));
    assertThat(even.decode(snapshot)).isPresent();
    assertThat(new SnapshotFormat(feed(featured, "odd"), index).decode(snapshot)).isEmpty();
  }

  /** The items of the base, and one more of this category. */
  private static ItemEmbeddings feed(Base base, String category) {
    Item item = new Item(ItemId.of("i44"), "", category, "", OptionalDouble.empty());
    return ItemEmbeddings.of(base, Catalogue.of(List.of(item)));
  }

  @Test
  void snapshotOfTheVersionBefore_isNotDecoded_andThatIsToldOnce()
      throws IOException, URISyntaxException {
    Path golden = Path.of(SnapshotFormatTest.class.getResource("/golden/snapshot-3.hex").toURI());
    byte[] bytes = HexFormat.of().parseHex(Files.readString(golden).strip());
    assertThat(told(() -> requireNotDecoded(bytes), () -> requireNotDecoded(bytes)))
        .containsExactly(
            "A snapshot is of version 3, not 4: memories like it are folded from the journal");
  }

  @Test
  void damagedSnapshot_isNotDecoded_andThatIsTold() {
    byte[] bytes = format.encode(memory).bytes();
    bytes[bytes.length / 2]++;
    assertThat(told(() -> requireNotDecoded(bytes)))
        .containsExactly("A snapshot is damaged: memories like it are folded from the journal");
  }

  private void requireNotDecoded(byte[] bytes) {
    assertThat(format.decode(new Snapshot(200, bytes))).isEmpty();
  }

  private static List<String> told(Runnable... actions) {
    List<String> told = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            told.add(MessageFormat.format(entry.getMessage(), entry.getParameters()));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(CacheFormat.class.getName());
    logger.addHandler(handler);
    try {
      for (Runnable action : actions) {
        action.run();
      }
    } finally {
      logger.removeHandler(handler);
    }
    return told;
  }
}
