package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Observation;
import dev.ricordo.Ricordo;
import dev.ricordo.Scope;
import dev.ricordo.Slot;
import dev.ricordo.audit.AuditorReport;
import dev.ricordo.base.Base;
import dev.ricordo.base.RandomBases;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.migrations.Migrations;
import dev.ricordo.spi.Journal;
import dev.ricordo.vault.FileKeyVault;
import io.agroal.api.AgroalDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A database comes back from a dump that is older than an erasure, the vault does not: the first
 * answer, and every other, is that of a world in which the customer was never seen.
 */
final class RestoredDumpTest {

  private static final int ITEMS = 12;
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  private static final Slot HOME = Slot.of("home");
  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final List<CustomerId> OTHERS =
      List.of(CustomerId.of("ben"), CustomerId.of("carl"));
  private static final Base BASE = RandomBases.create(5, ITEMS);

  @TempDir Path folder;

  private static List<Event> events() {
    Random random = new Random(9);
    return IntStream.range(0, 60)
        .mapToObj(
            i ->
                Event.viewed(
                        i % 2 == 0 ? ANNA : OTHERS.get(random.nextInt(OTHERS.size())),
                        ItemId.of("i" + random.nextInt(ITEMS)),
                        NOON.minusSeconds(7_200 - i * 60L))
                    .withId(EventId.of("e" + i)))
        .toList();
  }

  private static Ricordo over(Journal journal) {
    return Ricordo.builder().base(BASE).journal(journal).clock(CLOCK).build();
  }

  private static Ricordo over(PostgresStore store) {
    return Ricordo.builder()
        .base(BASE)
        .journal(store.journal())
        .snapshots(store.snapshots())
        .clock(CLOCK)
        .build();
  }

  /** A stranger's answer first: it shows the shared sums and nothing else. */
  private static List<Object> answers(Ricordo ricordo) {
    List<Object> answers = new ArrayList<>();
    answers.add(ricordo.recommend(CustomerId.of("stranger"), HOME, ITEMS).answers());
    answers.add(ricordo.recommend(ANNA, HOME, ITEMS).answers());
    OTHERS.forEach(other -> answers.add(ricordo.recommend(other, HOME, ITEMS).answers()));
    answers.add(ricordo.statistics().collectiveCells());
    return answers;
  }

  private static List<Object> answersWithoutAnna() {
    try (Ricordo never = over(Journal.inMemory())) {
      events().stream().filter(e -> !e.customer().equals(ANNA)).forEach(never::observe);
      return answers(never);
    }
  }

  /**
   * Of a customer who lost some events nothing is left that opens: whatever the dump has of her is
   * sealed with a key that went with them.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void olderDatabase_answersFromTheFirstAsIfNeverSeen(boolean all) throws Exception {
    Optional<Scope> scope =
        all ? Optional.empty() : Optional.of(Scope.builder().event(EventId.of("e10")).build());
    try (FileKeyVault vault = FileKeyVault.open(folder.resolve("vault"))) {
      List<Object> before = liveThenForget(vault, scope);
      try (EmbeddedDatabase server = EmbeddedDatabase.startTemporary();
          AgroalDataSource pool = Pools.of(server)) {
        Migrations.migrate(pool);
        Dump.restore(folder.resolve("dump"), server.dataSource());
        try (PostgresStore store = PostgresStore.open(pool, vault);
            Ricordo restored = over(store)) {
          assertThat(answers(restored)).isEqualTo(answersWithoutAnna()).isNotEqualTo(before);
          assertThat(restored.inspect(ANNA).events()).isEmpty();
          assertThat(restored.observeAll(events()))
              .filteredOn(Observation.Learned.class::isInstance)
              .as("late deliveries bring nobody back")
              .isEmpty();
          assertThat(answers(restored)).isEqualTo(answersWithoutAnna());
        }
      }
    }
    AuditorReport.found(
        "Does an old backup bring back who was forgotten " + (all ? "whole" : "in part") + "?",
        "no: from the first answer on as if never seen, late deliveries too");
  }

  /** Leaves a dump of before the erasure; what was answered then. */
  private List<Object> liveThenForget(FileKeyVault vault, Optional<Scope> scope) throws Exception {
    try (EmbeddedDatabase server = EmbeddedDatabase.startTemporary();
        AgroalDataSource pool = Pools.of(server)) {
      Migrations.migrate(pool);
      try (PostgresStore store = PostgresStore.open(pool, vault);
          Ricordo shop = over(store)) {
        shop.observeAll(events());
        List<Object> before = answers(shop);
        Dump.write(server.dataSource(), folder.resolve("dump"));
        scope.ifPresentOrElse(some -> shop.forget(ANNA, some), () -> shop.forget(ANNA));
        return before;
      }
    }
  }
}
