package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.ricordo.Ranking;
import dev.ricordo.Ricordo;
import dev.ricordo.Slot;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MemoryJournalTest {

  private static final CustomerId CUSTOMER = CustomerId.of("anna");

  @RegisterExtension static final QuarkusUnitTest APPLICATION = Applications.inMemory();

  @Inject Ricordo ricordo;

  @Test
  void memoryJournal_learnsAndForgetsWithoutAnyDatasource() {
    Ranking cold = ricordo.recommend(CUSTOMER, Slot.of("home"), 5);
    ricordo.observe(Event.viewed(CUSTOMER, ItemId.of("i3"), Instant.now()));
    Ranking warm = ricordo.recommend(CUSTOMER, Slot.of("home"), 5);
    ricordo.forget(CUSTOMER);

    assertThat(warm.answers()).isNotEqualTo(cold.answers());
    assertThat(ricordo.recommend(CUSTOMER, Slot.of("home"), 5).answers()).isEqualTo(cold.answers());
  }

  @Test
  void memoryJournal_isNamedByTheReadinessCheck() {
    RestAssured.get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("checks.find { it.name == 'Ricordo' }.data.journal", equalTo("memory"));
  }
}
