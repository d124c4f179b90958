package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.ricordo.Ricordo;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TransactionTest {

  private static final String FAILURE = "the order could not be stored";
  private static final CustomerId CUSTOMER = CustomerId.of("cleo");

  @RegisterExtension static final QuarkusUnitTest APPLICATION = Applications.withBase();

  @Inject Ricordo ricordo;

  @Test
  void observeInsideARolledBackTransaction_staysDurable() {
    assertThatIllegalStateException()
        .isThrownBy(() -> QuarkusTransaction.requiringNew().run(this::observeAndFail))
        .withMessage(FAILURE);

    assertThat(ricordo.inspect(CUSTOMER).events()).hasSize(1);
  }

  private void observeAndFail() {
    ricordo.observe(Event.viewed(CUSTOMER, ItemId.of("i1"), Instant.now()));
    throw new IllegalStateException(FAILURE);
  }
}
