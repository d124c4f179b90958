package dev.ricordo.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.base.Base;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against numbers from an independent PyTorch implementation, see src/test/python/golden.py. */
class GoldenMemoryTest {

  /** Expected contexts were computed in double, the kernel computes in float. */
  private static final double TOLERANCE = 1e-5;

  @ParameterizedTest
  @ValueSource(strings = {"small", "default", "levels", "momentum", "delta"})
  void contexts_equalTheReference(String name) throws IOException, URISyntaxException {
    Path folder = Path.of(GoldenMemoryTest.class.getResource("/golden/" + name).toURI());
    SelfModifyingMemory kernel = new SelfModifyingMemory(Base.read(folder));
    int compared = 0;
    for (JsonNode history : new ObjectMapper().readTree(folder.resolve("contexts.json").toFile())) {
      compared += compare(kernel, history);
    }
    assertThat(compared).isGreaterThan(10);
  }

  private static int compare(SelfModifyingMemory kernel, JsonNode history) {
    MemoryState state = kernel.initial();
    boolean lastOnly = history.get("last").asBoolean();
    int events = history.get("items").size();
    int compared = 0;
    for (int i = 0; i <= events; i++) {
      if (i > 0) {
        kernel.step(
            state,
            history.get("items").get(i - 1).asInt(),
            history.get("kinds").get(i - 1).asInt(),
            history.get("gaps").get(i - 1).asInt(),
            dev.ricordo.base.Circumstances.NONE);
      }
      if (!lastOnly || i == events) {
        compare(state.context(), history.get("contexts").get(compared), i);
        compared++;
      }
    }
    return compared;
  }

  private static void compare(float[] context, JsonNode expected, int event) {
    for (int j = 0; j < context.length; j++) {
      assertThat((double) context[j])
          .as("event %s, element %s", event, j)
          .isCloseTo(expected.get(j).asDouble(), within(TOLERANCE));
    }
  }
}
