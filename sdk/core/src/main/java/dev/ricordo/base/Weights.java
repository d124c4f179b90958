package dev.ricordo.base;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The learned arrays of a base, row-major, named and shaped by {@link Tensor}.
 *
 * <p>The arrays are shared, not copied: whoever holds them must not change them. Thread-safe as
 * long as nobody does.
 */
public final class Weights {

  /**
   * One learned array. A matrix {@code [in, out]} maps a row vector: {@code y = x W}.
   *
   * <p>The names are those of the tensors in a base's {@code weights.safetensors}.
   */
  public enum Tensor {
    /** {@code [V, d]}: what an item means beside its features, both when read and when scored. */
    ITEM("item", "V d"),
    /** b {@code [V]}: an item's score before any context. */
    ITEM_BIAS("item_bias", "V"),
    /** {@code [d]}: the event that every memory starts with, before the customer's first. */
    START("start", "d"),
    /** {@code [6, d]}: embedding of the event's kind. */
    KIND("kind", "K d"),
    /** {@code [16, d]}: embedding of the time since the customer's previous event. */
    GAP("gap", "G d"),
    /** {@code [d]}: gain of the RMS norm on the event. */
    INPUT_GAIN("input_gain", "d"),
    /** {@code [d]}: gain of the RMS norm before the memory. */
    MEMORY_GAIN("memory_gain", "d"),
    /** c {@code [3, d]}: the convolution over the current event and the two before it. */
    CONVOLUTION("convolution", "C d"),
    /** W_x {@code [d, d]}: input of the heads. */
    HEAD_INPUT("head_input", "d d"),
    /** W_q {@code [d, d]}: queries. */
    QUERY("query", "d d"),
    /** W_g {@code [d, d]}: output gate. */
    GATE("gate", "d d"),
    /** W_o {@code [d, d]}: output projection. */
    OUTPUT("output", "d d"),
    /** S_k {@code [H, W, W]}: start of the key memory, used as {@code k = S_k p}. */
    START_KEY("start_key", "H W W"),
    /** S_v {@code [H, W, W]}: start of the value memory. */
    START_VALUE("start_value", "H W W"),
    /** S_m {@code [H, W, W]}: start of the main memory. */
    START_MAIN("start_main", "H W W"),
    /** S_eta and S_alpha {@code [H, 2, W]}: starts of the rate and of the retention memory. */
    START_RATE("start_rate", "H 2 W"),
    /** {@code [H, 2]}: biases of rate and retention before the sigmoid. */
    RATE_BIAS("rate_bias", "H 2"),
    /** s {@code [1]}: how much of the shared main memory is read beside the customer's own. */
    SHARED_READ("shared_read", "1"),
    /** {@code [d]}: gain of the per-head RMS norm on what was read. */
    HEAD_GAIN("head_gain", "d"),
    /** {@code [d]}: gain of the RMS norm before the feed-forward block. */
    HIDDEN_GAIN("hidden_gain", "d"),
    /** A {@code [d, m]}. */
    HIDDEN_IN("hidden_in", "d m"),
    /** B {@code [m, d]}. */
    HIDDEN_OUT("hidden_out", "m d"),
    /** {@code [Q, d]}: gain of the RMS norm before each continuum level. */
    LEVEL_GAIN("level_gain", "Q d"),
    /** A {@code [Q, d, r]} of each continuum level. */
    LEVEL_IN("level_in", "Q d r"),
    /** B {@code [Q, r, d]} of each continuum level: the shared block. */
    LEVEL_OUT("level_out", "Q r d"),
    /** T {@code [d, d]}, {@code [0, d]} without levels: what the next event asks of the levels. */
    LEVEL_TARGET("level_target", "T d"),
    /** {@code [Q]}: rate of each level before the sigmoid. */
    LEVEL_RATE("level_rate", "Q"),
    /** {@code [Q]}: retention of each level before the sigmoid. */
    LEVEL_RETENTION("level_retention", "Q"),
    /** g {@code [Q]}: how much of the customer's own departure each level adds. */
    LEVEL_SCALE("level_scale", "Q"),
    /** {@code [d]}: gain of the final layer norm. */
    CONTEXT_GAIN("context_gain", "d"),
    /** {@code [d]}: bias of the final layer norm. */
    CONTEXT_BIAS("context_bias", "d"),
    /** Embedding of each category, see {@link ItemEmbeddings}. */
    CATEGORY("category", "categories d"),
    /** Embedding of each brand. */
    BRAND("brand", "brands d"),
    /** Embedding of each price position. */
    PRICE("price", "prices d"),
    /** Embedding of an event's quantity, see {@link Circumstances}. */
    QUANTITY("quantity", "quantities d"),
    /** Embedding of the time spent with an item. */
    DWELL("dwell", "dwells d"),
    /** Embedding of each channel. */
    CHANNEL("channel", "channels d"),
    /** Embedding of each campaign. */
    CAMPAIGN("campaign", "campaigns d"),
    /** {@code [H]}, none without momentum: momentum of the working memory before the sigmoid. */
    MEMORY_MOMENTUM("memory_momentum", "M"),
    /** {@code [Q]}, none without momentum: momentum of each level before the sigmoid. */
    LEVEL_MOMENTUM("level_momentum", "P");

    private final String key;
    private final String axes;

    Tensor(String key, String axes) {
      this.key = key;
      this.axes = axes;
    }

    /** The name in {@code weights.safetensors}. */
    public String key() {
      return key;
    }

    /** The sizes of the array's axes in a model of this shape with {@code items} items. */
    public int[] dimensions(Shape shape, int items) {
      String[] letters = axes.split(" ");
      int[] dimensions = new int[letters.length];
      for (int i = 0; i < letters.length; i++) {
        dimensions[i] =
            switch (letters[i]) {
              case "V" -> items;
              case "d" -> shape.width();
              case "H" -> shape.heads();
              case "W" -> shape.headWidth();
              case "m" -> shape.hidden();
              case "K" -> Shape.KINDS;
              case "G" -> Shape.GAPS;
              case "C" -> Shape.CONVOLUTION;
              case "Q" -> shape.continuum().levels();
              case "M" -> shape.writing().hasMomentum() ? shape.heads() : 0;
              case "P" -> shape.continuum().hasMomentum() ? shape.continuum().levels() : 0;
              case "T" -> shape.continuum().levels() == 0 ? 0 : shape.width();
              case "r" -> shape.continuum().rank();
              case "categories" -> shape.features().categories();
              case "brands" -> shape.features().brands();
              case "prices" -> shape.features().prices();
              case "quantities" -> shape.features().quantities();
              case "dwells" -> shape.features().dwells();
              case "channels" -> shape.features().channels();
              case "campaigns" -> shape.features().campaigns();
              default -> Integer.parseInt(letters[i]);
            };
      }
      return dimensions;
    }

    /** How many numbers the array holds in a model of this shape with {@code items} items. */
    public int size(Shape shape, int items) {
      int size = 1;
      for (int dimension : dimensions(shape, items)) {
        size = Math.multiplyExact(size, dimension);
      }
      return size;
    }
  }

  private final Shape shape;
  private final int items;
  private final Map<Tensor, float[]> arrays;

  /**
   * @param arrays one array for each {@link Tensor} that the shape gives a size, kept, not copied
   * @throws IllegalArgumentException if an array is missing, has the wrong size or holds a number
   *     that is not finite
   */
  public Weights(Shape shape, int items, Map<Tensor, float[]> arrays) {
    this.shape = shape;
    this.items = items;
    Map<Tensor, float[]> checked = new LinkedHashMap<>();
    for (Tensor tensor : Tensor.values()) {
      int size = tensor.size(shape, items);
      float[] array = size == 0 ? new float[0] : arrays.get(tensor);
      if (array == null) {
        throw new IllegalArgumentException(tensor.key() + ": is missing");
      }
      if (array.length != size) {
        throw new IllegalArgumentException(
            tensor.key() + ": must have " + size + " numbers, has " + array.length);
      }
      for (int i = 0; i < array.length; i++) {
        if (!Float.isFinite(array[i])) {
          throw new IllegalArgumentException(
              tensor.key() + "[" + i + "]: must be finite, is " + array[i]);
        }
      }
      checked.put(tensor, array);
    }
    this.arrays = Collections.unmodifiableMap(checked);
  }

  public Shape shape() {
    return shape;
  }

  /** V. */
  public int items() {
    return items;
  }

  /** The tensors that have a size in this shape. */
  public List<Tensor> tensors() {
    return arrays.entrySet().stream()
        .filter(entry -> entry.getValue().length > 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The array itself, not a copy: do not change it. */
  public float[] get(Tensor tensor) {
    float[] array = arrays.get(tensor);
    if (array == null) {
      throw new dev.ricordo.RicordoBug("no array for " + tensor);
    }
    return array;
  }
}
