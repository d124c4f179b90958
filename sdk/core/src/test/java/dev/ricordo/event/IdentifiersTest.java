package dev.ricordo.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class IdentifiersTest {

  @Test
  void badItem_isNamedWithTheRuleAndThePlace() {
    assertThatThrownBy(() -> ItemId.of(" ")).hasMessage("item: must not be blank");
    assertThatThrownBy(() -> ItemId.of("a".repeat(201)))
        .hasMessage("item: must have at most 200 characters, has 201");
    assertThatThrownBy(() -> ItemId.of("ab\nc"))
        .hasMessage("item: control character U+000A at index 2 in \"ab\"");
  }

  @Test
  void halfASurrogatePair_isRefused_aWholeOneIsNot() {
    assertThat(ItemId.of("\ud83d\ude00").value()).hasSize(2);
    assertThatThrownBy(() -> ItemId.of("x\ud83d"))
        .hasMessage("item: half a surrogate pair U+D83D at index 1 in \"x\"");
    assertThatThrownBy(() -> ItemId.of("\ude00\ud83d"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void badCustomer_isNotRepeated() {
    assertThatThrownBy(() -> CustomerId.of("anna\t"))
        .hasMessage("customer: control character U+0009 at index 4");
  }
}
