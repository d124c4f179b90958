package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Ricordo;
import dev.ricordo.Slot;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MetricsTest {

  private static final CustomerId CUSTOMER = CustomerId.of("dora-the-customer");

  @RegisterExtension static final QuarkusUnitTest APPLICATION = Applications.inMemory();

  @Inject Ricordo ricordo;

  @BeforeEach
  void serveOneCustomer() {
    ricordo.observe(Event.viewed(CUSTOMER, ItemId.of("i1"), Instant.now()));
    ricordo.recommend(CUSTOMER, Slot.of("home"), 3);
    ricordo.inspect(CUSTOMER);
    ricordo.forget(CUSTOMER);
  }

  @Test
  void calls_areTimedAndEventsCounted() {
    assertThat(metrics())
        .contains(
            "ricordo_observe_seconds_count",
            "ricordo_recommend_seconds_count",
            "ricordo_forget_seconds_count",
            "ricordo_events_learned_total",
            "ricordo_erasures_total",
            "ricordo_memories_hot");
  }

  @Test
  void metrics_nameNoCustomer() {
    assertThat(metrics()).doesNotContain(CUSTOMER.value());
  }

  private static String metrics() {
    return RestAssured.get("/q/metrics").then().statusCode(200).extract().asString();
  }
}
