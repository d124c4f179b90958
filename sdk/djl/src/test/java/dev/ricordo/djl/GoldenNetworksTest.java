package dev.ricordo.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.djl.SequenceShape.Gru4Rec;
import dev.ricordo.djl.SequenceShape.Sasrec;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Against numbers from an independent PyTorch implementation, see src/test/python/golden.py. */
class GoldenNetworksTest {

  /** Expected contexts were computed in double, the networks compute in float. */
  private static final double TOLERANCE = 1e-5;

  @Test
  void sasrec_equalsTheReference() throws IOException {
    JsonNode golden = golden("sasrec");
    int length = golden.get("length").asInt();
    Sasrec shape =
        new Sasrec(
            golden.get("width").asInt(),
            golden.get("layers").asInt(),
            golden.get("heads").asInt(),
            length);
    assertThat(compare(golden, new SasrecArchitecture(shape), length)).isGreaterThan(20);
  }

  @Test
  void gru4rec_equalsTheReference() throws IOException {
    JsonNode golden = golden("gru4rec");
    Gru4Rec shape = new Gru4Rec(golden.get("width").asInt());
    assertThat(compare(golden, new GruArchitecture(shape), Integer.MAX_VALUE)).isGreaterThan(50);
  }

  private static JsonNode golden(String name) throws IOException {
    try (InputStream in =
        GoldenNetworksTest.class.getResourceAsStream("/golden/" + name + ".json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static <S extends SequenceNetwork.State<S>> int compare(
      JsonNode golden, NamedArchitecture<S> architecture, int window) {
    int compared = 0;
    try (NDManager manager = Torch.manager(Device.CPU)) {
      Map<String, NDArray> arrays = architecture.arrays(manager, weights(golden));
      SequenceNetwork<S> network =
          architecture.network(arrays, DropoutMasks.none(), GradientTape.off());
      for (JsonNode history : golden.get("histories")) {
        EventBatch events = events(history, window);
        NDArray items = architecture.meanings(manager, arrays);
        NDArray embedded = new EventTables(manager, items, arrays).embed(manager, events);
        NDArray contexts = network.read(embedded, architecture.initial()).contexts();
        int skipped = events.length() - history.get("contexts").size();
        for (JsonNode expected : history.get("contexts")) {
          NDIndex place = new NDIndex().addIndices(skipped++, 0);
          compare(contexts.get(place).toFloatArray(), expected);
          compared++;
        }
      }
    }
    return compared;
  }

  /** The start event and all others, or the last as many as the window holds. */
  private static EventBatch events(JsonNode history, int window) {
    List<Integer> rows = new ArrayList<>();
    rows.add(-1);
    history.get("items").forEach(item -> rows.add(item.asInt()));
    List<Integer> read = rows.subList(Math.max(0, rows.size() - window), rows.size());
    int[] items = read.stream().mapToInt(Integer::intValue).toArray();
    EventBatch batch = new EventBatch(items.length, 1);
    History sequence = History.ofRows(items, new int[items.length], new int[items.length]);
    for (int i = 0; i < items.length; i++) {
      if (items[i] < 0) {
        batch.setStart(i, 0);
      } else {
        batch.set(i, 0, sequence, i);
      }
    }
    return batch;
  }

  private static void compare(float[] context, JsonNode expected) {
    for (int j = 0; j < context.length; j++) {
      assertThat((double) context[j])
          .as("element %s", j)
          .isCloseTo(expected.get(j).asDouble(), within(TOLERANCE));
    }
  }

  private static NamedArrays weights(JsonNode golden) {
    NamedArrays.Builder weights = new NamedArrays.Builder();
    for (JsonNode array : golden.get("arrays")) {
      JsonNode values = array.get("values");
      float[] numbers = new float[values.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) values.get(i).asDouble();
      }
      List<Integer> sizes =
          StreamSupport.stream(array.get("dimensions").spliterator(), false)
              .map(JsonNode::asInt)
              .toList();
      weights.add(array.get("name").asText(), numbers, sizes);
    }
    return weights.build();
  }
}
