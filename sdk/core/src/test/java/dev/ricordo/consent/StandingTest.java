package dev.ricordo.consent;

import static dev.ricordo.consent.Purpose.COLLECTIVE;
import static dev.ricordo.consent.Purpose.PERSONALISE;
import static dev.ricordo.consent.Purpose.TRAIN;
import static dev.ricordo.consent.Standing.UNSAID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class StandingTest {

  @Test
  void purposeThatIsGrantedAndWithdrawn_isRefused() {
    assertThatThrownBy(() -> new Standing(Set.of(TRAIN), Set.of(TRAIN), false, false, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("granted: TRAIN is withdrawn too");
  }

  @Test
  void lastWord_counts() {
    Standing said = UNSAID.withConsent(TRAIN, true).withConsent(TRAIN, false);

    assertThat(said.withdrawn()).containsExactly(TRAIN);
    assertThat(said.granted()).isEmpty();
    assertThat(said.allows(TRAIN)).isFalse();
    assertThat(said.allows(COLLECTIVE)).isTrue();
  }

  @Test
  void whatWasNeverSpokenOf_isFilledIn_whatWasSaidStays() {
    Standing others =
        UNSAID.withConsent(PERSONALISE, false).withConsent(COLLECTIVE, true).withRestricted(true);
    Standing said = UNSAID.withConsent(PERSONALISE, true).orElse(others);

    assertThat(said.granted()).containsExactlyInAnyOrder(PERSONALISE, COLLECTIVE);
    assertThat(said.withdrawn()).isEmpty();
    assertThat(said.restricted()).isFalse();
  }

  @Test
  void ofTwo_theStricterHolds_inAnyOrder() {
    Standing one =
        UNSAID.withConsent(PERSONALISE, true).withConsent(TRAIN, true).withRestricted(true);
    Standing other =
        UNSAID.withConsent(TRAIN, false).withObjectsToMarketing(true).withSuspended(true);

    assertThat(one.and(other))
        .isEqualTo(new Standing(Set.of(PERSONALISE), Set.of(TRAIN), true, true, true))
        .isEqualTo(other.and(one))
        .isEqualTo(one.and(other).and(one));
    assertThat(one.and(UNSAID)).isEqualTo(one);
  }

  @Test
  void restricted_personalisesNobody_whateverWasGranted() {
    assertThat(UNSAID.withConsent(PERSONALISE, true).withRestricted(true).personalises()).isFalse();
    assertThat(UNSAID.withConsent(PERSONALISE, true).withSuspended(true).personalises()).isFalse();
  }

  @Test
  void restrictedWhileSuspended_staysSo_whenThatIsLifted() {
    Standing both = UNSAID.withSuspended(true).withRestricted(true);

    assertThat(both.withSuspended(false)).isEqualTo(UNSAID.withRestricted(true));
    assertThat(both.withRestricted(false).unused()).isTrue();
    assertThat(both.withRestricted(false).withSuspended(false).unused()).isFalse();
  }
}
