package dev.ricordo.governance.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.base.Base;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.Mix;
import dev.ricordo.base.Optimiser;
import dev.ricordo.base.RandomBases;
import dev.ricordo.base.Shape;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which bytes of a snapshot belong to which level, counted by hand from the formats' pages. */
final class OwnLevelsTest {

  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int WIDTH = 64;
  private static final int HEAD_WIDTH = 16;
  private static final int RANK = 8;

  static Base base(Continuum levels) {
    return RandomBases.create(7, 30, Shape.DEFAULT.with(levels), new Mix(Mix.Family.LOG, 2, 1, 0));
  }

  private static byte[] snapshot(Base base, int... items) {
    Journal journal = Journal.inMemory();
    for (int i = 0; i < items.length; i++) {
      journal.append(List.of(Event.viewed(ANNA, ItemId.of("i" + items[i]), NOON.plusSeconds(i))));
    }
    return FoldedBytes.ofMemory(journal, ANNA, base).orElseThrow();
  }

  private static int bytesOf(boolean momentum) {
    return 4 * (RANK * WIDTH * (momentum ? 3 : 2) + RANK);
  }

  /** Levels of a base, and how many bytes of a snapshot are L1 and L2. */
  record Levels(Continuum levels, int first, int second) {}

  static Stream<Levels> levels() {
    return Stream.of(
        new Levels(Continuum.NONE, 0, 0),
        new Levels(new Continuum(RANK, List.of(2)), bytesOf(false), 0),
        new Levels(Continuum.TWO_LEVELS, bytesOf(false), bytesOf(false)),
        new Levels(
            new Continuum(
                RANK, List.of(2, 4), List.of(Optimiser.MOMENTUM, Optimiser.GRADIENT_DESCENT)),
            bytesOf(true),
            bytesOf(false)),
        new Levels(new Continuum(RANK, List.of(2, 4, 8)), bytesOf(false), 2 * bytesOf(false)));
  }

  @ParameterizedTest
  @MethodSource("levels")
  void everyByteButTheChecksum_isOfOneLevel(Levels of) {
    byte[] snapshot = snapshot(base(of.levels()), 1, 2, 3, 4, 5, 6, 7, 8, 9);
    int first = 4 + 4 + 32 + 32 + 8 + 8 + 4 * WIDTH * HEAD_WIDTH + 3 * 4 * WIDTH;
    int second = first + of.first();
    int end = second + of.second();

    OwnLevels own = OwnLevels.of(snapshot, base(of.levels()).shape());

    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    rest.write(snapshot, 0, first);
    rest.write(snapshot, end, snapshot.length - 8 - end);
    assertThat(own.bytes(0).orElseThrow()).isEqualTo(rest.toByteArray());
    assertThat(own.bytes(1).map(HexFormat.of()::formatHex))
        .isEqualTo(part(snapshot, first, second));
    assertThat(own.bytes(2).map(HexFormat.of()::formatHex)).isEqualTo(part(snapshot, second, end));
  }

  private static Optional<String> part(byte[] snapshot, int from, int to) {
    return from == to
        ? Optional.empty()
        : Optional.of(HexFormat.of().formatHex(snapshot, from, to));
  }

  /** What the customer of the golden certificates did: 40 events, every tenth by a campaign. */
  static Journal goldenJournal() {
    Journal journal = Journal.inMemory();
    for (int i = 0; i < 40; i++) {
      ItemId item = ItemId.of("i" + 7 * i % 30);
      Event event = Event.viewed(ANNA, item, NOON.plusSeconds(60L * i)).withId(EventId.of("e" + i));
      journal.append(List.of(i % 10 == 1 ? event.withCampaign("spring") : event));
    }
    return journal;
  }

  @Test
  void goldenCertificate_isRecomputed_byWhoeverHasTheEventsAndTheBase() throws Exception {
    JsonNode file =
        new ObjectMapper()
            .readTree(Path.of("verifier/src/test/resources/golden/selective-4.json").toFile());
    JsonNode levels = file.at("/certificate/levels");
    Journal kept = Journal.inMemory();
    goldenJournal().read(ANNA, 1).stream()
        .map(JournalEntry::event)
        .filter(event -> !(event.item().equals(ItemId.of("i7")) && event.campaign().isPresent()))
        .forEach(event -> kept.append(List.of(event)));

    Base base = base(Continuum.TWO_LEVELS);

    assertThat(levels.at("/L4/base").asText()).isEqualTo(HexFormat.of().formatHex(base.digest()));
    for (String when : List.of("before", "after")) {
      Journal journal = when.equals("before") ? goldenJournal() : kept;
      byte[] snapshot = FoldedBytes.ofMemory(journal, ANNA, base).orElseThrow();
      OwnLevels own = OwnLevels.of(snapshot, base.shape());
      for (int level = 0; level < OwnLevels.NUMBER; level++) {
        assertThat(levels.at("/L" + level + "/" + when).asText())
            .isEqualTo(salted(file, "L" + level, own.bytes(level).orElseThrow()));
      }
    }
  }

  private static String salted(JsonNode file, String what, byte[] value) throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update(("ricordo certificate 1 " + what + "\n").getBytes(StandardCharsets.UTF_8));
    sha256.update(HexFormat.of().parseHex(file.get("salt").asText()));
    return HexFormat.of().formatHex(sha256.digest(value));
  }
}
