package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** An architecture whose weights are {@link NamedArrays}. */
abstract class NamedArchitecture<S extends SequenceNetwork.State<S>>
    implements Architecture<NamedArrays, S> {

  static final double SMALL = 0.02;

  /** The weights that training starts from: item, bias and start, then those of the network. */
  final NamedArrays initial(int width, int items, long seed) {
    Drawing drawing = new Drawing(seed);
    drawing.normal(EventTables.ITEM, items, width);
    drawing.filled(EventTables.ITEM_BIAS, 0, items);
    drawing.normal(EventTables.START, width);
    draw(drawing);
    drawing.filled("context_gain", 1, width);
    drawing.filled("context_bias", 0, width);
    return drawing.arrays.build();
  }

  /** Draws what is not common to all. */
  abstract void draw(Drawing drawing);

  /** How positions with more than a window of events before them are trained. */
  abstract TrainingBatches.Windows windows();

  @Override
  public final Map<String, NDArray> arrays(NDManager manager, NamedArrays weights) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    for (String name : weights.names()) {
      int[] sizes = weights.dimensions(name).stream().mapToInt(Integer::intValue).toArray();
      arrays.put(name, Torch.array(manager, weights.get(name), sizes));
    }
    return arrays;
  }

  @Override
  public final NamedArrays weights(Map<String, NDArray> arrays) {
    NamedArrays.Builder weights = new NamedArrays.Builder();
    arrays.forEach(
        (name, array) -> {
          List<Integer> sizes =
              Arrays.stream(array.getShape().getShape()).mapToObj(Math::toIntExact).toList();
          weights.add(name, array.toFloatArray(), sizes);
        });
    return weights.build();
  }

  /** Draws arrays from a seed, each from its own stream. */
  static final class Drawing {

    private final NamedArrays.Builder arrays = new NamedArrays.Builder();
    private final long seed;
    private int drawn;

    private Drawing(long seed) {
      this.seed = seed;
    }

    /** Normal numbers of standard deviation .02. */
    void normal(String name, Integer... sizes) {
      float[] array = array(sizes);
      Random random = random();
      for (int i = 0; i < array.length; i++) {
        array[i] = (float) (SMALL * random.nextGaussian());
      }
      arrays.add(name, array, List.of(sizes));
    }

    /** Numbers evenly from {@code -bound} to {@code bound}. */
    void uniform(String name, double bound, Integer... sizes) {
      float[] array = array(sizes);
      Random random = random();
      for (int i = 0; i < array.length; i++) {
        array[i] = (float) (bound * (2 * random.nextDouble() - 1));
      }
      arrays.add(name, array, List.of(sizes));
    }

    void filled(String name, float value, Integer... sizes) {
      float[] array = array(sizes);
      Arrays.fill(array, value);
      arrays.add(name, array, List.of(sizes));
    }

    private Random random() {
      return new Random(31 * seed + drawn++);
    }

    private static float[] array(Integer... sizes) {
      return new float[Arrays.stream(sizes).reduce(1, Math::multiplyExact)];
    }
  }
}
