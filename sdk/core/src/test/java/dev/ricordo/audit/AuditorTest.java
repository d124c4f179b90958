package dev.ricordo.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checks find nothing wrong with Ricordo, and something with whatever is broken. */
final class AuditorTest {

  @ParameterizedTest
  @EnumSource
  void ricordo_passes(Check check) {
    assertThat(check.passes(RicordoWorld::new)).isTrue();
    AuditorReport.found("Does Ricordo pass `" + check + "`?", "yes");
  }

  /** What a mutant is found by is the mutation, not how its world is put together. */
  @ParameterizedTest
  @EnumSource
  void realPartsPutTogether_pass(Check check) {
    assertThat(check.passes(AssembledWorld::new)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void mutant_isFound(Mutant mutant) {
    assertThat(mutant.foundBy().passes(mutant::world)).isFalse();
    AuditorReport.found(
        "Is the mutant `" + mutant + "` found?", "yes, by `" + mutant.foundBy() + "`");
  }

  @Test
  void page_listsEveryMutantBesideItsCheck() throws Exception {
    String page = Files.readString(Path.of("../../docs/auditing.md"));
    for (Mutant mutant : Mutant.values()) {
      assertThat(page).contains("`" + mutant + "` | `" + mutant.foundBy() + "` |");
    }
  }
}
