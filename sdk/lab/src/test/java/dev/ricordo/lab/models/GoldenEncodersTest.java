package dev.ricordo.lab.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.djl.NamedArrays;
import dev.ricordo.djl.SequenceShape.Sasrec;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * Against the numbers that the training networks are checked against, from an independent PyTorch
 * implementation: see src/test/python/golden.py of the module with the networks.
 */
class GoldenEncodersTest {

  /** Expected contexts were computed in double, the encoders compute in float. */
  private static final double TOLERANCE = 1e-5;

  @Test
  void sasrec_equalsTheReference() throws IOException {
    JsonNode golden = golden("sasrec");
    Sasrec shape =
        new Sasrec(
            golden.get("width").asInt(),
            golden.get("layers").asInt(),
            golden.get("heads").asInt(),
            golden.get("length").asInt());
    Encoder encoder = new SasrecEncoder(shape, weights(golden), golden.get("histories").size());
    assertThat(compare(golden, encoder)).isGreaterThan(20);
  }

  @Test
  void gru4rec_equalsTheReference() throws IOException {
    JsonNode golden = golden("gru4rec");
    Encoder encoder = new GruEncoder(weights(golden), golden.get("histories").size());
    assertThat(compare(golden, encoder)).isGreaterThan(50);
  }

  /** Reads each history as a customer of its own and compares after each event. */
  private static int compare(JsonNode golden, Encoder encoder) {
    int compared = 0;
    int customer = 0;
    for (JsonNode history : golden.get("histories")) {
      int events = history.get("items").size();
      boolean lastOnly = history.get("last").asBoolean();
      int expected = 0;
      for (int i = 0; i <= events; i++) {
        if (i > 0) {
          encoder.observe(customer, history.get("items").get(i - 1).asInt());
        }
        if (!lastOnly || i == events) {
          compare(encoder.context(customer), history.get("contexts").get(expected++));
          compared++;
        }
      }
      customer++;
    }
    return compared;
  }

  private static void compare(float[] context, JsonNode expected) {
    for (int j = 0; j < context.length; j++) {
      assertThat((double) context[j])
          .as("element %s", j)
          .isCloseTo(expected.get(j).asDouble(), within(TOLERANCE));
    }
  }

  private static JsonNode golden(String name) throws IOException {
    try (InputStream in =
        GoldenEncodersTest.class.getResourceAsStream("/golden/" + name + ".json")) {
      return new ObjectMapper().readTree(in);
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
