package dev.ricordo.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.RicordoException;
import dev.ricordo.event.ItemId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseFormatTest {

  private final Base base = RandomBases.create(7, 30);
  @TempDir Path folder;

  @Test
  void writtenBase_isReadBackBitForBit() {
    base.write(folder);
    Base read = Base.read(folder);
    assertThat(read.manifest()).isEqualTo(base.manifest());
    assertThat(read.items()).isEqualTo(base.items());
    assertThat(read.digest()).isEqualTo(base.digest());
    for (Weights.Tensor tensor : Weights.Tensor.values()) {
      assertThat(read.weights().get(tensor)).isEqualTo(base.weights().get(tensor));
    }
  }

  @Test
  void folderWithoutBase_failsNamingTheFolder() {
    assertThatThrownBy(() -> Base.read(folder.resolve("nowhere")))
        .isInstanceOf(RicordoException.class)
        .hasMessageContaining("nowhere")
        .hasMessageContaining("manifest.json");
  }

  @Test
  void truncatedWeights_failNamingTheTensor() throws IOException {
    base.write(folder);
    Path weights = folder.resolve(BaseFormat.WEIGHTS);
    byte[] bytes = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(bytes, bytes.length - 4));
    assertThatThrownBy(() -> Base.read(folder))
        .isInstanceOf(RicordoException.class)
        .hasMessageContaining("context_bias");
  }

  @Test
  void emptyWeights_fail() throws IOException {
    base.write(folder);
    Files.write(folder.resolve(BaseFormat.WEIGHTS), new byte[3]);
    assertThatThrownBy(() -> Base.read(folder)).hasMessageContaining("header length");
  }

  @Test
  void notANumberInWeights_failsNamingTensorAndIndex() {
    float[] bias = base.weights().get(Weights.Tensor.ITEM_BIAS);
    bias[3] = Float.NaN;
    base.write(folder);
    assertThatThrownBy(() -> Base.read(folder)).hasMessageContaining("item_bias[3]");
  }

  @Test
  void unknownItem_isUntrained() {
    assertThat(base.row(ItemId.of("i29"))).isEqualTo(29);
    assertThat(base.row(ItemId.of("never"))).isEqualTo(Base.UNTRAINED);
  }
}
