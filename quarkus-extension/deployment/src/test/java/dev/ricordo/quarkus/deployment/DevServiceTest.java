package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.ricordo.Ricordo;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DevServiceTest {

  @RegisterExtension static final QuarkusUnitTest APPLICATION = Applications.withBase();

  @Inject Ricordo ricordo;
  @Inject DataSource database;

  @Test
  void devDatabase_isARealServer_thatWaitsForTheDiskWhereItsDataIsKept() throws SQLException {
    assertThat(ask("select version()")).startsWith("PostgreSQL 18");
    assertThat(ask("show synchronous_commit")).isEqualTo("on");
    assertThat(ask("show fsync")).as("of data that is thrown away").isEqualTo("off");
  }

  @Test
  void observedEvent_isInTheMigratedTables() throws SQLException {
    CustomerId customer = CustomerId.of("bert");
    long before = Long.parseLong(ask("select count(*) from ricordo.event"));

    ricordo.observe(Event.viewed(customer, ItemId.of("i1"), Instant.now()));

    assertThat(ask("select count(*) from ricordo.event")).isEqualTo(String.valueOf(before + 1));
  }

  @Test
  void readiness_namesBaseAndJournalAndCounts() {
    RestAssured.get("/q/health/ready")
        .then()
        .statusCode(200)
        .rootPath("checks.find { it.name == 'Ricordo' }")
        .body("status", equalTo("UP"))
        .body("data.journal", equalTo("postgres"))
        .body("data.base", equalTo("random-" + Applications.SEED))
        .body("data.items", equalTo(Applications.ITEMS));
  }

  private String ask(String question) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getString(1);
    }
  }
}
