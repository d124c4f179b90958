package dev.ricordo.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.RicordoException;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.base.Weights.Tensor;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DivergenceTest {

  private static final int ITEMS = 100;

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void lossThatIsNotFinite_endsTrainingAtOnce(double loss) {
    assertThatThrownBy(() -> new Divergence(ITEMS).check(3, 7, loss))
        .isInstanceOf(RicordoException.class)
        .hasMessage("training: loss is " + loss + " at epoch 3, step 7");
  }

  @Test
  void lossFarWorseThanGuessing_endsTrainingOnlyIfItStays() {
    Divergence once = new Divergence(ITEMS);
    assertThatCode(
            () -> {
              once.check(1, 1, 40);
              once.check(1, 2, 4);
              once.check(1, 3, 4);
            })
        .doesNotThrowAnyException();
    Divergence always = new Divergence(ITEMS);
    assertThatThrownBy(
            () -> {
              for (int step = 1; step <= 20; step++) {
                always.check(2, step, 12);
              }
            })
        .isInstanceOf(RicordoException.class)
        .hasMessageMatching(
            "training: loss is 12.00 at epoch 2, step \\d+, and far worse than guessing .4.61.");
  }

  @Test
  void guessing_isNoDivergence() {
    Divergence divergence = new Divergence(ITEMS);
    assertThatCode(
            () -> {
              for (int step = 1; step <= 1_000; step++) {
                divergence.check(1, step, Math.log(ITEMS) + 2);
              }
            })
        .doesNotThrowAnyException();
  }

  @Test
  void weightsThatAreNotFinite_endTrainingNamingWhere() {
    Shape shape = new Shape(16, 2, 24, true);
    Weights initial = InitialWeights.of(shape, ITEMS, 1);
    Map<Tensor, float[]> arrays = new EnumMap<>(Tensor.class);
    initial.tensors().forEach(tensor -> arrays.put(tensor, initial.get(tensor).clone()));
    assertThat(Divergence.inRange(() -> new Weights(shape, ITEMS, arrays), 4, 2.5)).isNotNull();
    float[] query = initial.get(Tensor.QUERY).clone();
    query[5] = Float.NaN;
    arrays.put(Tensor.QUERY, query);
    assertThatThrownBy(() -> Divergence.inRange(() -> new Weights(shape, ITEMS, arrays), 4, 2.5))
        .isInstanceOf(RicordoException.class)
        .hasMessage("training: weights after epoch 4, loss 2.50: query[5]: must be finite, is NaN");
  }

  @Test
  void namedArrayThatIsNotFinite_isRefused() {
    NamedArrays.Builder builder = new NamedArrays.Builder();
    assertThatThrownBy(() -> builder.add("input", new float[] {1, Float.NaN}, List.of(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("input[1]: must be finite, is NaN");
  }
}
