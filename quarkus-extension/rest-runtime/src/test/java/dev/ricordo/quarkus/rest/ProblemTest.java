package dev.ricordo.quarkus.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.OutcomeUnknownException;
import dev.ricordo.RicordoException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProblemTest {

  private static final Duration SOON = Duration.ofSeconds(1);

  @Test
  void storeThatIsAway_changedNothing() {
    Problem problem = Problem.of(new RicordoException("journal: append failed"), SOON);

    assertThat(problem.kind()).isEqualTo(Problem.Kind.STORE);
    assertThat(problem.detail()).contains("nothing was changed");
  }

  @Test
  void storeLostAtTheCommit_mayHaveDoneIt_andIsAskedAgainUnderTheSameKey() {
    Problem problem = Problem.of(new OutcomeUnknownException("journal: append failed"), SOON);

    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.kind()).isEqualTo(Problem.Kind.TIMEOUT);
    assertThat(problem.detail())
        .contains("may have been done", "under the same key")
        .doesNotContain("nothing was changed");
    assertThat(problem.retryAfter()).contains(SOON);
  }
}
