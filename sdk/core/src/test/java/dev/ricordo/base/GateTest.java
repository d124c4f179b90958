package dev.ricordo.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GateTest {

  private final double[] numbers = new Random(1).doubles(Gate.size()).toArray();

  @Test
  void numbers_comeBackInOrder() {
    assertThat(Gate.of(numbers).numbers()).isEqualTo(numbers);
  }

  @Test
  void partOfTheWrongSize_isNamed() {
    Map<Gate.Part, List<Double>> parts = new HashMap<>(Gate.of(numbers).parameters());
    parts.put(Gate.Part.LAG, List.of(1.0));
    assertThatThrownBy(() -> new Gate(parts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gate.LAG: must have 20 numbers, has 1");
  }

  @Test
  void numberThatIsNotFinite_isNamed() {
    numbers[Gate.Part.WEIGHT.offset()] = Double.NaN;
    assertThatThrownBy(() -> Gate.of(numbers))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gate.WEIGHT: must be finite, is NaN");
  }

  @Test
  void gateWithoutItsFamily_isRefused() {
    Gate gate = Gate.of(numbers);
    assertThatThrownBy(() -> new Mix(Mix.Family.LOG, 1, 0, 0, Readout.DEFAULT, gate))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("gate: is ");
    assertThatThrownBy(() -> new Mix(Mix.Family.GATE, 1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gate: is none in the family GATE");
  }
}
