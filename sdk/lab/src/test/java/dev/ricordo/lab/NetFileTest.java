package dev.ricordo.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.RicordoException;
import dev.ricordo.djl.NamedArrays;
import dev.ricordo.djl.SequenceShape;
import dev.ricordo.djl.SequenceShape.Gru4Rec;
import dev.ricordo.djl.SequenceShape.Sasrec;
import dev.ricordo.djl.Trained;
import dev.ricordo.lab.models.SequenceNet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetFileTest {

  @TempDir Path folder;

  static Stream<SequenceShape> shapes() {
    return Stream.of(new Sasrec(8, 3, 2, 20), new Gru4Rec(12));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void whatIsRead_isWhatWasWritten(SequenceShape shape) {
    NamedArrays weights =
        new NamedArrays.Builder()
            .add("b", new float[] {1, -2.5f, Float.MIN_VALUE, 4, 5, 6}, List.of(2, 3))
            .add("a", new float[] {7}, List.of(1))
            .build();
    Path file = folder.resolve("nets/one");
    List<Trained.Point> curve =
        List.of(new Trained.Point(6, 8.25, .03), new Trained.Point(12, 7.5, .05));
    NetFile.write(new SequenceNet(shape, weights, List.of(3, 9), 12, curve, 1.5), file);
    SequenceNet read = NetFile.read(file);
    assertThat(read.shape()).isEqualTo(shape);
    assertThat(read.items()).containsExactly(3, 9);
    assertThat(read.bestEpoch()).isEqualTo(12);
    assertThat(read.curve()).isEqualTo(curve);
    assertThat(read.trainSeconds()).isEqualTo(1.5);
    assertThat(read.weights().names()).containsExactly("b", "a");
    assertThat(read.weights().dimensions("b")).containsExactly(2, 3);
    assertThat(read.weights().get("b")).containsExactly(weights.get("b"));
  }

  @Test
  void fileThatIsCutOff_isNamed() throws IOException {
    Path file = folder.resolve("broken");
    Files.write(file, new byte[] {0, 3});
    assertThatThrownBy(() -> NetFile.read(file))
        .isInstanceOf(RicordoException.class)
        .hasMessageContaining("broken cannot be read; remove it");
  }
}
