package dev.ricordo.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricordo.RicordoException;
import dev.ricordo.event.ItemId;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  void featuresOfABase_areReadBackWithIt() {
    Base featured = RandomBases.create(7, 30, Shape.DEFAULT, Mix.own(0), RandomBases.features(30));
    featured.write(folder);
    Base read = Base.read(folder);
    assertThat(read.features().vocabulary()).isEqualTo(featured.features().vocabulary());
    assertThat(read.features().items()).isEqualTo(featured.features().items());
    assertThat(read.manifest()).isEqualTo(featured.manifest());
    assertThat(read.digest()).isEqualTo(featured.digest());
    for (Weights.Tensor tensor : Weights.Tensor.values()) {
      assertThat(read.weights().get(tensor)).isEqualTo(featured.weights().get(tensor));
    }
  }

  @Test
  void baseWithoutFeaturesOverOneWithThem_leavesNoneBehind() {
    RandomBases.create(7, 30, Shape.DEFAULT, Mix.own(0), RandomBases.features(30)).write(folder);
    base.write(folder);
    assertThat(folder.resolve(BaseFormat.FEATURES)).doesNotExist();
    assertThat(Base.read(folder).digest()).isEqualTo(base.digest());
  }

  @Test
  void otherFeatures_areAnotherBase() {
    Features features = RandomBases.features(30);
    List<ItemFeatures> changed = new ArrayList<>(features.items());
    changed.set(3, ItemFeatures.NONE);
    Base one = RandomBases.create(7, 30, Shape.DEFAULT, Mix.own(0), features);
    Base other =
        new Base(
            one.manifest(),
            one.weights(),
            one.items(),
            new Features(features.vocabulary(), changed));
    assertThat(other.digest()).isNotEqualTo(one.digest());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{|features.json",
        "{}|vocabulary",
        "{\"vocabulary\":{\"categories\":[\"a\",\"a\"]}}|categories: one is listed twice"
      })
  void damagedFeatures_failNamingTheFile(String text, String message) throws IOException {
    RandomBases.create(7, 30, Shape.DEFAULT, Mix.own(0), RandomBases.features(30)).write(folder);
    Files.writeString(folder.resolve(BaseFormat.FEATURES), text);
    assertThatThrownBy(() -> Base.read(folder))
        .isInstanceOf(RicordoException.class)
        .hasMessageContaining("features.json")
        .hasMessageContaining(message);
  }

  /** The golden base was written before there were features. */
  @Test
  void baseOfBeforeThereWereFeatures_keepsItsDigest() throws URISyntaxException {
    Base old = Base.read(Path.of(BaseFormatTest.class.getResource("/golden/default").toURI()));
    assertThat(old.shape().features()).isEqualTo(FeatureRows.NONE);
    assertThat(HexFormat.of().formatHex(old.digest()))
        .isEqualTo("df85ceccc2863eb1d19f4cafe85694680665b398e0924bff17d0abe97365bd39");
  }

  @Test
  void collectiveRules_areReadBack() {
    CollectiveRules rules =
        new CollectiveRules(new KindWeights(0, 1, 2, 3, 4), 7, 5, 30, 12, 3, new BackOff(0.5, 10));
    base.withCollectiveRules(rules).write(folder);
    assertThat(Base.read(folder).collectiveRules()).isEqualTo(rules);
  }

  @Test
  void manifestWithoutCollectiveRules_hasTheDefaultOnes() throws IOException {
    base.withCollectiveRules(CollectiveRules.DEFAULT.withK(5)).write(folder);
    Path manifest = folder.resolve(BaseFormat.MANIFEST);
    ObjectNode json = (ObjectNode) new ObjectMapper().readTree(manifest.toFile());
    assertThat(json.remove("collectiveRules").get("k").asInt()).isEqualTo(5);
    Files.writeString(manifest, json.toString());
    assertThat(Base.read(folder).collectiveRules()).isEqualTo(CollectiveRules.DEFAULT);
  }

  @Test
  void ruleOutOfRange_isRefusedNamingIt() throws IOException {
    base.write(folder);
    Path manifest = folder.resolve(BaseFormat.MANIFEST);
    String text = Files.readString(manifest).replace("\"k\" : 1", "\"k\" : 0");
    Files.writeString(manifest, text);
    assertThatThrownBy(() -> Base.read(folder)).hasMessageContaining("k: must be at least 1, is 0");
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
