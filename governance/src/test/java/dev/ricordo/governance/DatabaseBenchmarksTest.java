package dev.ricordo.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ricordo.lab.Progress;
import dev.ricordo.lab.bench.ConsolidateOptions;
import dev.ricordo.lab.bench.ConsolidateReport;
import dev.ricordo.lab.bench.RecoverOptions;
import dev.ricordo.lab.bench.RecoverReport;
import dev.ricordo.migrations.Migrations;
import dev.ricordo.postgres.EmbeddedDatabase;
import dev.ricordo.postgres.Pools;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The benchmarks against a database measure what they say, and leave nothing behind. */
final class DatabaseBenchmarksTest {

  private static final EmbeddedDatabase SERVER = EmbeddedDatabase.startTemporary();
  private static final AgroalDataSource POOL = Pools.of(SERVER);
  private static final List<String> TABLES =
      List.of("tenant", "subject", "event", "delivery", "snapshot", "erased", "tombstone", "epoch");

  @BeforeAll
  static void migrate() {
    Migrations.migrate(POOL);
  }

  @AfterAll
  static void stop() {
    POOL.close();
    SERVER.close();
  }

  @Test
  void recovery_fromSealedRows_isBitEqual() throws SQLException {
    RecoverReport report =
        new RecoverFromDatabase(POOL, new RecoverOptions(300, 40, 50, Optional.empty(), 1))
            .run(Progress.silent());

    assertThat(report.bitDifferences()).isZero();
    assertThat(report.events()).isEqualTo(2_000);
    assertThat(report.toLines().get(0)).contains("PostgreSQL");
    requireNothingLeft();
  }

  @Test
  void snapshots_areSizedReadAndAnsweredFrom_withFewHot() throws SQLException {
    SnapshotReport report =
        new SnapshotBenchmark(POOL, 300, 1_500, 200_000, 1).run(Progress.silent());

    assertThat(report.tableBytes()).isGreaterThan((double) report.memoryBytes());
    assertThat(report.vaultBytes()).isBetween(128.0, 130.0);
    assertThat(report.readP99Micros()).isGreaterThanOrEqualTo(report.readP50Micros());
    assertThat(report.hotMemories()).isPositive().isLessThan(100);
    assertThat(report.toLines()).hasSize(6);
    requireNothingLeft();
  }

  @Test
  void customersWhoComeBack_areMeasuredByTheLengthOfTheirJournals() throws SQLException {
    HistoryReport report =
        new HistoryBenchmark(POOL, 300, 1_000, 1 << 22, 1).run(Progress.silent());

    assertThat(report.rows())
        .extracting(HistoryReport.Row::events, HistoryReport.Row::customers)
        .containsExactly(tuple(10, 5), tuple(100, 5), tuple(1_000, 5));
    assertThat(report.rows())
        .allMatch(row -> row.answerMillis() > 0 && row.firstEventMillis() > 0)
        .allMatch(row -> row.nextEventMillis() > 0 && row.laterFirstEventMillis() > 0);
    assertThat(report.toLines()).hasSize(4);
    requireNothingLeft();
  }

  @Test
  void observing_isMeasuredInTurnsWithJdbc() throws SQLException {
    ObserveReport report =
        new ObserveBenchmark(POOL, 300, 200, Duration.ofMillis(100), 1).run(Progress.silent());

    assertThat(report.results())
        .extracting(
            ObserveReport.Result::path, ObserveReport.Result::batch, ObserveReport.Result::callers)
        .containsExactly(
            tuple("jdbc", 100, 1),
            tuple("observe", 100, 1),
            tuple("jdbc", 100, 4),
            tuple("observe", 100, 4),
            tuple("jdbc", 1, 8),
            tuple("observe", 1, 64));
    for (ObserveReport.Result result : report.results()) {
      assertThat(result.eventsPerSecond()).isBetween(result.lowest(), result.highest());
      assertThat(result.ofJdbc()).isPositive();
      assertThat(result.p99Micros()).isGreaterThanOrEqualTo(result.p50Micros());
    }
    assertThat(report.results().get(0).ofJdbc()).isEqualTo(1);
    requireNothingLeft();
  }

  @Test
  void epochs_areDecidedAbout_andLeaveTheSumsOfAFreshStart() throws SQLException {
    ConsolidateReport report =
        new ConsolidateInDatabase(
                POOL, new ConsolidateOptions(300, 30, 10, 100, Duration.ofMillis(1), 1))
            .run(Progress.silent());

    assertThat(report.results())
        .extracting(ConsolidateReport.Result::path)
        .containsExactly("close", "examine", "reject", "promote", "sql", "fresh start");
    assertThat(report.passed()).isTrue();
    requireNothingLeft();
  }

  @Test
  void restrictions_areObeyed_whileOthersAreLearned() throws SQLException {
    RestrictReport report = new RestrictBenchmark(POOL, 300, 3, 1).run(Progress.silent());

    assertThat(report.results())
        .extracting(RestrictReport.Result::path, RestrictReport.Result::customers)
        .containsExactly(tuple("withheld", 3), tuple("stranger", 3), tuple("jdbc", 3));
    assertThat(report.events()).isPositive();
    assertThat(report.toLines()).hasSize(5);
    requireNothingLeft();
  }

  private static void requireNothingLeft() throws SQLException {
    try (Connection connection = POOL.getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        try (ResultSet row = statement.executeQuery("select count(*) from ricordo." + table)) {
          row.next();
          assertThat(row.getLong(1)).as(table).isZero();
        }
      }
    }
  }
}
