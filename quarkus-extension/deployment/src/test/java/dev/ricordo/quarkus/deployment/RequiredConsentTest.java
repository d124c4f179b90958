package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Observation;
import dev.ricordo.Ricordo;
import dev.ricordo.consent.Purpose;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RequiredConsentTest {

  private static final CustomerId ANNA = CustomerId.of("anna");

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .overrideRuntimeConfigKey("ricordo.consent.required", "personalise,train");

  @Inject Ricordo ricordo;

  @Test
  void nothingIsLearned_untilConsentIsGranted() {
    Event event = Event.viewed(ANNA, ItemId.of("i1"), Instant.now());
    assertThat(ricordo.observe(event))
        .isEqualTo(new Observation.Withheld(Observation.Reason.NO_CONSENT));
    assertThat(ricordo.standing(ANNA).withdrawn())
        .containsExactlyInAnyOrder(Purpose.PERSONALISE, Purpose.TRAIN);

    ricordo.consent(ANNA, Purpose.PERSONALISE, true);
    assertThat(ricordo.observe(event)).isInstanceOf(Observation.Learned.class);
  }
}
