package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.ricordo.Eventually;
import dev.ricordo.Observation;
import dev.ricordo.OutcomeUnknownException;
import dev.ricordo.Ricordo;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Snapshots;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cable between application and database is cut, at the worst moments. */
final @Timeout(120) class CutConnectionTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final CustomerId ANNA = Learner.CUSTOMERS.get(0);

  private final String tenant = TestDatabase.freshTenant();

  @TempDir Path vault;

  private Cable cable;

  @BeforeEach
  void connect() throws IOException {
    cable = Cable.to(TestDatabase.port());
  }

  @AfterEach
  void disconnect() {
    cable.close();
  }

  private static Event event(String id, int item) {
    return Event.viewed(ANNA, ItemId.of("i" + item), NOON).withId(EventId.of(id));
  }

  @ParameterizedTest
  @EnumSource(names = {"CUT_BEFORE_COMMIT", "CUT_AFTER_COMMIT"})
  void eventWhoseCommitIsCut_isOfUnknownOutcome_andThereOnceAfterTheNextTry(Cable.Fault fault) {
    try (Learner.World world =
            Learner.World.open(cable.url(), "postgres", "postgres", vault, tenant);
        Ricordo ricordo = world.ricordo(world.store().snapshots())) {
      ricordo.observe(event("a1", 1));

      cable.willSuffer(fault);
      assertThatThrownBy(() -> ricordo.observe(event("a2", 2)))
          .isInstanceOf(OutcomeUnknownException.class);

      Observation again = ricordo.observe(event("a2", 2));
      assertThat(again.equals(new Observation.Withheld(Observation.Reason.DUPLICATE)))
          .isEqualTo(fault == Cable.Fault.CUT_AFTER_COMMIT);
      assertThat(world.store().journal().read(ANNA, 1)).hasSize(2);
      try (Ricordo folded = world.ricordo(Snapshots.none())) {
        Eventually.holds( // the sums are folded anew beside whoever asks
            () -> Learner.World.requireSame(ricordo, folded, ANNA, fault.name()));
      }
    }
  }

  @Test
  void serverThatIsGoneWithoutAWord_isGivenUp() throws SQLException {
    try (AgroalDataSource pool = Pools.of(cable.url(), "postgres", "postgres")) {
      DataSource limited = SilenceLimit.on(pool, Duration.ofMillis(300));
      try (Connection connection = limited.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("select 1");
        cable.willSuffer(Cable.Fault.SILENT);
        assertThatThrownBy(() -> statement.execute("select 2"))
            .asInstanceOf(type(SQLException.class))
            .extracting(SQLException::getSQLState)
            .isEqualTo("08006");
      }
    }
  }

  @Test
  void connectionsThatDied_goBackToTheirPool() throws SQLException {
    try (AgroalDataSource pool = Pools.of(cable.url(), "postgres", "postgres")) {
      DataSource limited = SilenceLimit.on(pool, Duration.ofMillis(100));
      int moreThanThePoolHas = 12;
      for (int time = 0; time < moreThanThePoolHas; time++) {
        cable.willSuffer(Cable.Fault.NONE);
        try (Connection connection = limited.getConnection();
            Statement statement = connection.createStatement()) {
          cable.willSuffer(Cable.Fault.SILENT);
          assertThatThrownBy(() -> statement.execute("select 1")).isInstanceOf(SQLException.class);
        }
      }
    }
  }

  @Test
  void limitOfSilence_goesWhenTheConnectionGoesBack() throws SQLException {
    try (AgroalDataSource pool = Pools.of(cable.url(), "postgres", "postgres")) {
      try (Connection connection = SilenceLimit.on(pool).getConnection()) {
        assertThat(connection.getNetworkTimeout()).isEqualTo(60_000);
      }
      try (Connection connection = pool.getConnection()) {
        assertThat(connection.getNetworkTimeout()).isZero();
      }
    }
  }
}
