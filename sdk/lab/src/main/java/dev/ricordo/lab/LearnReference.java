package dev.ricordo.lab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ricordo.RicordoException;
import dev.ricordo.base.Base;
import dev.ricordo.base.Manifest;
import dev.ricordo.base.Mix;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.base.Weights.Tensor;
import dev.ricordo.djl.AcceleratedMemory;
import dev.ricordo.djl.Device;
import dev.ricordo.djl.History;
import dev.ricordo.event.ItemId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The crowd's step in plain PyTorch, timed by {@code learn_reference.py} in an interpreter of the
 * user's, after it has read some histories into the same contexts within 1e-4.
 */
/*
 * Weights go there as a base, drawn anew around the given ones so that every tensor matters, with a
 * file check.json beside. Contexts are those of DJL, which agree with the certified ones within 1e-4.
 */
final class LearnReference {

  private static final int CHECKED = 8;
  private static final int CHECKED_EVENTS = 40;
  private static final double NOISE = 0.1;

  private final PythonScript script;
  private final long seed;

  /**
   * @param python an interpreter that has PyTorch
   */
  LearnReference(Path python, long seed) {
    script = new PythonScript(python, "learn_reference.py");
    this.seed = seed;
  }

  /** One batch size. */
  record Timed(int batch, double eventsPerSecond, double p50Micros, double p99Micros) {}

  /**
   * Times all batch sizes.
   *
   * @param gpu whether on the first GPU
   * @param threads that work on one operation
   * @throws RicordoException if the interpreter cannot be run, or does not agree
   */
  List<Timed> measure(
      Weights weights, List<Integer> batches, double seconds, boolean gpu, int threads) {
    try {
      Path folder = Files.createTempDirectory("ricordo");
      try {
        write(folder, noisy(weights));
        String sizes = batches.stream().map(String::valueOf).collect(Collectors.joining(","));
        JsonNode found =
            script.run(
                List.of(
                    folder.toString(),
                    sizes,
                    String.valueOf(seconds),
                    String.valueOf(seed),
                    gpu ? "cuda" : "cpu",
                    String.valueOf(threads)));
        return timed(found.path("results"));
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new RicordoException("python: no room for the weights: " + e.getMessage(), e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static List<Timed> timed(JsonNode results) {
    List<Timed> timed = new ArrayList<>();
    for (JsonNode result : results) {
      timed.add(
          new Timed(
              result.path("batch").asInt(),
              result.path("eventsPerSecond").asDouble(),
              result.path("p50Micros").asDouble(),
              result.path("p99Micros").asDouble()));
    }
    return timed;
  }

  private Weights noisy(Weights weights) {
    Random random = new Random(seed);
    Map<Tensor, float[]> arrays = new EnumMap<>(Tensor.class);
    for (Tensor tensor : Tensor.values()) {
      float[] array = weights.get(tensor).clone();
      for (int i = 0; i < array.length; i++) {
        array[i] += (float) (NOISE * random.nextGaussian());
      }
      arrays.put(tensor, array);
    }
    return new Weights(weights.shape(), weights.items(), arrays);
  }

  private void write(Path folder, Weights weights) throws IOException {
    List<ItemId> items =
        IntStream.range(0, weights.items()).mapToObj(i -> ItemId.of("i" + i)).toList();
    Manifest manifest =
        new Manifest(
            "bench", weights.shape(), Mix.own(0), "none", seed, "bench", Map.of(), Map.of());
    Path base = folder.resolve("base");
    new Base(manifest, weights, items).write(base);
    try (var files = Files.list(base)) {
      for (Path file : files.toList()) {
        Files.move(file, folder.resolve(file.getFileName()));
      }
    }
    Files.delete(base);
    Json.mapper().writeValue(folder.resolve("check.json").toFile(), check(weights));
  }

  private Map<String, Object> check(Weights weights) {
    Random random = new Random(seed);
    List<int[]> items = new ArrayList<>();
    List<int[]> kinds = new ArrayList<>();
    List<int[]> gaps = new ArrayList<>();
    List<History> histories = new ArrayList<>();
    for (int customer = 0; customer < CHECKED; customer++) {
      items.add(random.ints(CHECKED_EVENTS, -1, weights.items()).toArray());
      kinds.add(random.ints(CHECKED_EVENTS, 0, Shape.KINDS).toArray());
      gaps.add(random.ints(CHECKED_EVENTS, 0, Shape.GAPS).toArray());
      histories.add(History.ofRows(items.get(customer), kinds.get(customer), gaps.get(customer)));
    }
    try (AcceleratedMemory memory = new AcceleratedMemory(weights, Device.CPU)) {
      return Map.of(
          "items", items, "kinds", kinds, "gaps", gaps, "contexts", memory.contexts(histories));
    }
  }
}
