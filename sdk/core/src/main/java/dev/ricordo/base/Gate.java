package dev.ricordo.base;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of the context gate: a small network that says, from what is known of a customer
 * now, how much each level speaks. Constants of a base, fitted on past data.
 *
 * <p>{@code dev.ricordo.rank.GateNetwork} has the equations. Immutable and thread-safe.
 *
 * @param parameters the numbers of each {@link Part}, row-major; empty for {@link #NONE}
 */
public record Gate(Map<Part, List<Double>> parameters) {

  /** K, how many of the customer's last items the collective counts are read for. */
  public static final int LAGS = 10;

  /** Features of one of the last items. */
  public static final int LAG_FEATURES = 8;

  /** Features of the customer's present. */
  public static final int CONTEXT_FEATURES = 9;

  /** Width of the hidden layers. */
  public static final int HIDDEN = 16;

  /** What the customer's own history says of an item, see {@code dev.ricordo.rank.Habits}. */
  public static final int HABITS = 7;

  /** Weights: own, collective, popularity, two for cold items, and one per habit. */
  public static final int WEIGHTS = 5 + HABITS;

  /** No gate. */
  public static final Gate NONE = new Gate(Map.of());

  /** One array of parameters. */
  public enum Part {
    /** {@code [2, K]}: logarithm of each lag's weight, forward and backward. */
    LAG(2 * LAGS),
    /** {@code [LAG_FEATURES, HIDDEN]}. */
    LAG_IN(LAG_FEATURES * HIDDEN),
    /** {@code [K, HIDDEN]}. */
    LAG_BIAS(LAGS * HIDDEN),
    /** {@code [HIDDEN, 2]}. */
    LAG_OUT(HIDDEN * 2),
    /** {@code [WEIGHTS]}: own and collective as logarithms. */
    WEIGHT(WEIGHTS),
    /** {@code [CONTEXT_FEATURES, HIDDEN]}. */
    CONTEXT_IN(CONTEXT_FEATURES * HIDDEN),
    /** {@code [HIDDEN]}. */
    CONTEXT_BIAS(HIDDEN),
    /** {@code [HIDDEN, WEIGHTS]}. */
    CONTEXT_OUT(HIDDEN * WEIGHTS);

    private final int size;

    Part(int size) {
      this.size = size;
    }

    /** How many numbers it has. */
    public int size() {
      return size;
    }

    /** Where it begins when all parts stand one after the other. */
    public int offset() {
      return Arrays.stream(values()).limit(ordinal()).mapToInt(Part::size).sum();
    }
  }

  /** How many numbers all parts have together. */
  public static int size() {
    return Arrays.stream(Part.values()).mapToInt(Part::size).sum();
  }

  /**
   * @throws IllegalArgumentException naming the part that is missing, has another size or holds a
   *     number that is not finite
   */
  public Gate {
    Map<Part, List<Double>> checked = new EnumMap<>(Part.class);
    for (Part part : parameters.isEmpty() ? new Part[0] : Part.values()) {
      List<Double> numbers = parameters.get(part);
      if (numbers == null || numbers.size() != part.size()) {
        throw new IllegalArgumentException(
            "gate."
                + part
                + ": must have "
                + part.size()
                + " numbers, has "
                + (numbers == null ? 0 : numbers.size()));
      }
      for (Double number : numbers) {
        if (!Double.isFinite(number)) {
          throw new IllegalArgumentException("gate." + part + ": must be finite, is " + number);
        }
      }
      checked.put(part, List.copyOf(numbers));
    }
    parameters = Collections.unmodifiableMap(checked);
  }

  /**
   * All parts one after the other.
   *
   * @param numbers {@link #size()} of them
   */
  public static Gate of(double[] numbers) {
    Map<Part, List<Double>> parts = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      int from = part.offset();
      List<Double> list = new ArrayList<>();
      Arrays.stream(numbers, from, from + part.size()).forEach(list::add);
      parts.put(part, list);
    }
    return new Gate(parts);
  }

  /** All parts one after the other, as a new array. */
  public double[] numbers() {
    return parameters.values().stream()
        .flatMap(List::stream)
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  /** Whether this is {@link #NONE}. */
  public boolean absent() {
    return parameters.isEmpty();
  }

  @Override
  public String toString() {
    return absent() ? "none" : size() + " numbers";
  }
}
