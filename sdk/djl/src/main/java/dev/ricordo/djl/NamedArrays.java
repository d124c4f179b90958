package dev.ricordo.djl;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The learned arrays of a network that is not a base, row-major, by name and in a fixed order.
 *
 * <p>The arrays are shared, not copied: whoever holds them must not change them. Thread-safe as
 * long as nobody does.
 */
public final class NamedArrays {

  private final Map<String, float[]> values;
  private final Map<String, List<Integer>> dimensions;

  private NamedArrays(Map<String, float[]> values, Map<String, List<Integer>> dimensions) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    this.dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions));
  }

  /** Collects arrays. */
  public static final class Builder {

    private final Map<String, float[]> values = new LinkedHashMap<>();
    private final Map<String, List<Integer>> dimensions = new LinkedHashMap<>();

    /**
     * Adds an array behind those added before.
     *
     * @throws IllegalArgumentException if its length is not the product of its dimensions, or a
     *     number is not finite
     */
    public Builder add(String name, float[] array, List<Integer> sizes) {
      long size = sizes.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
      if (array.length != size) {
        throw new IllegalArgumentException(
            name + ": has " + array.length + " numbers for dimensions " + sizes);
      }
      for (int i = 0; i < array.length; i++) {
        if (!Float.isFinite(array[i])) {
          throw new IllegalArgumentException(name + "[" + i + "]: must be finite, is " + array[i]);
        }
      }
      values.put(name, array);
      dimensions.put(name, List.copyOf(sizes));
      return this;
    }

    public NamedArrays build() {
      return new NamedArrays(values, dimensions);
    }
  }

  /** The names in their order. */
  public List<String> names() {
    return List.copyOf(values.keySet());
  }

  /**
   * The array itself, not a copy.
   *
   * @throws IllegalArgumentException if there is no such array
   */
  public float[] get(String name) {
    return require(values, name);
  }

  /**
   * The sizes of an array's axes.
   *
   * @throws IllegalArgumentException if there is no such array
   */
  public List<Integer> dimensions(String name) {
    return require(dimensions, name);
  }

  private static <T> T require(Map<String, T> map, String name) {
    T found = map.get(name);
    if (found == null) {
      throw new IllegalArgumentException("array: \"" + name + "\" is none of " + map.keySet());
    }
    return found;
  }
}
