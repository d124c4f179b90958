package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.migrations.Migrations;
import dev.ricordo.spi.Appended;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

/** The tables of the months, and how rows come into them. */
final class PartitionsTest {

  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final CustomerId BERT = CustomerId.of("bert");
  private static final Instant SUMMER = Instant.parse("2031-06-30T23:59:59.999999Z");
  private static final Instant WINTER = Instant.parse("2031-01-01T00:00:00Z");

  private final String tenant = TestDatabase.freshTenant();

  private static Event event(CustomerId customer, String id) {
    return Event.viewed(customer, ItemId.of("lamp"), WINTER).withId(EventId.of(id));
  }

  /** A journal whose clock stands still. */
  private Journal journalAt(Instant now) {
    SessionFactory sessions = Mapping.sessionFactory(TestDatabase.pool());
    Transactions transactions = new Transactions(sessions);
    Opened opened = Opened.of(transactions, TestDatabase.vault(), tenant, true);
    Erasures erasures = new Erasures(transactions, opened);
    return new PostgresJournal(
        transactions, opened, erasures, Clock.fixed(now, ZoneOffset.UTC), sessions::close);
  }

  @Test
  void clockThatStepsBack_findsItsMonth_andLosesNothing() throws SQLException {
    try (Journal journal = journalAt(SUMMER)) {
      journal.append(List.of(event(ANNA, "a1")));
    }
    try (Journal journal = journalAt(WINTER)) {
      journal.append(List.of(event(ANNA, "a2"), event(BERT, "b1")));

      assertThat(journal.read(ANNA, 1))
          .extracting(JournalEntry::event)
          .containsExactly(event(ANNA, "a1"), event(ANNA, "a2"));
      assertThat(journal.append(List.of(event(BERT, "a1"))))
          .containsExactly(new Appended.Duplicate());
      assertThat(rows("event_2031_06")).as("not before the enrolment").isEqualTo(2);
      assertThat(rows("event_2031_01")).isEqualTo(1);
      assertThat(journal.erase(ANNA, SUMMER)).isEqualTo(2);
      assertThat(rows("event_2031_06")).isZero();
    }
  }

  private int rows(String table) throws SQLException {
    return ask(
        TestDatabase.pool(),
        "select count(*) from ricordo." + table + " where tenant = '" + tenant + "'");
  }

  private static int ask(DataSource database, String question) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void migrateTo(String version, DataSource database) {
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(database)
        .schemas(Migrations.SCHEMA)
        .defaultSchema(Migrations.SCHEMA)
        .table("ricordo_schema_history")
        .locations("db/ricordo")
        .target(version)
        .load()
        .migrate();
  }

  @Test
  void roleThatAddsEvents_goesOnMakingPartitions_aStrangerDoesNot() throws SQLException {
    try (EmbeddedDatabase server = EmbeddedDatabase.startTemporary();
        Connection connection = server.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      migrateTo("14", server.dataSource());
      statement.execute(
          """
          create role "Shop"; create role stranger;
          grant usage on schema ricordo to "Shop", stranger;
          grant insert on ricordo.event to "Shop";
          """);
      Migrations.migrate(server.dataSource());

      statement.execute("set role \"Shop\"");
      statement.execute("select ricordo.prepare_month(now())");
      statement.execute("set role stranger");
      assertThatThrownBy(() -> statement.execute("select ricordo.prepare_month(now())"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }
  }

  @Test
  void unsealedRowsOfBefore_areNotTouched_andTheMigrationSaysSo() throws SQLException {
    try (EmbeddedDatabase server = EmbeddedDatabase.startTemporary()) {
      DataSource database = server.dataSource();
      migrateTo("2", database);
      String insert =
          """
          with t as (insert into ricordo.tenant (name, digest_key)
            values ('default', decode(repeat('00', 32), 'hex')) returning name),
          i as (select gen_random_uuid() as id)
          insert into ricordo.subject
            (id, tenant, digest, format, customer, last_position, enrolled_at, owner)
          select id, 'default', id, 1, 'anna', 0, now(), id from i, t returning 1""";
      assertThat(ask(database, insert)).isEqualTo(1);

      assertThatThrownBy(() -> Migrations.migrate(database))
          .isInstanceOf(FlywayException.class)
          .hasMessageContaining("unsealed: drop the schema, or use another database");
      assertThat(ask(database, "select count(*) from ricordo.subject")).isEqualTo(1);
    }
  }
}
