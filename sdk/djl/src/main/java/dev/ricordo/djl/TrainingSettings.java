package dev.ricordo.djl;

import java.util.Map;
import java.util.TreeMap;

/**
 * How a base is trained.
 *
 * @param seed of initial weights, order and dropout
 * @param device where it runs; the same seed gives the same bytes on the same CPU only
 * @param maxEpochs passes over the histories, at most
 * @param validateEvery epochs between validations
 * @param patience validations after which training stops if the best has not risen by {@link
 *     #WORTHWHILE}, counted from {@link #fewestSteps} on
 * @param learningRate of AdamW after the warm-up
 * @param warmUpSteps over which the rate rises from 0
 * @param dropout share of activations dropped
 * @param window events of a sequence at most: what is used after longer is not learned to be kept
 */
public record TrainingSettings(
    long seed,
    Device device,
    int maxEpochs,
    int validateEvery,
    int patience,
    double learningRate,
    int warmUpSteps,
    double dropout,
    int window) {

  /** A window that most customers' whole histories fit in. */
  public static final int DEFAULT_WINDOW = 200;

  /**
   * Parts of a batch that are worked on side by side on a CPU. The same on every CPU, so that the
   * number of processors changes no byte.
   */
  public static final int CPU_PARTS = 2;

  /** The share by which the best validation must rise for training to go on: flat is flat. */
  public static final double WORTHWHILE = 0.005;

  private static final int WARM_UPS = 10;

  /** Events of a batch of the longest sequences. */
  public static final int BATCH_EVENTS = 4_800;

  /**
   * @throws IllegalArgumentException naming the setting that is out of range
   */
  public TrainingSettings {
    requirePositive("epochs", maxEpochs);
    requirePositive("validateEvery", validateEvery);
    requirePositive("patience", patience);
    requirePositive("warmUpSteps", warmUpSteps);
    requirePositive("window", window);
    if (!(learningRate > 0 && learningRate <= 1)) {
      throw new IllegalArgumentException(
          "learningRate: must be above 0 and at most 1, is " + learningRate);
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout: must be at least 0 and below 1, is " + dropout);
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": must be at least 1, is " + value);
    }
  }

  /** The recipe that was measured to work: the patience ends it, not the number of epochs. */
  public static TrainingSettings defaults(long seed, Device device) {
    return new TrainingSettings(seed, device, 100, 2, 3, 1e-3, 100, 0.3, DEFAULT_WINDOW);
  }

  /**
   * Steps before which training does not stop early, ten times the warm-up: a few histories make
   * epochs of a few steps, in which nothing is learned yet.
   */
  public long fewestSteps() {
    return (long) WARM_UPS * warmUpSteps;
  }

  /** The same with another number of epochs at most. */
  public TrainingSettings withEpochs(int epochs) {
    return new TrainingSettings(
        seed, device, epochs, validateEvery, patience, learningRate, warmUpSteps, dropout, window);
  }

  /** Settings by name, for a manifest. Without seed and device, which stand elsewhere. */
  public Map<String, String> describe() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("epochs", Integer.toString(maxEpochs));
    settings.put("validateEvery", Integer.toString(validateEvery));
    settings.put("patience", Integer.toString(patience));
    settings.put("learningRate", Double.toString(learningRate));
    settings.put("warmUpSteps", Integer.toString(warmUpSteps));
    settings.put("dropout", Double.toString(dropout));
    settings.put("window", Integer.toString(window));
    return settings;
  }

  /**
   * Reads what {@link #describe} wrote.
   *
   * @param settings may hold others too
   * @throws IllegalArgumentException naming the setting that is missing, no number or out of range
   */
  public static TrainingSettings described(long seed, Device device, Map<String, String> settings) {
    return new TrainingSettings(
        seed,
        device,
        (int) number(settings, "epochs"),
        (int) number(settings, "validateEvery"),
        (int) number(settings, "patience"),
        number(settings, "learningRate"),
        (int) number(settings, "warmUpSteps"),
        number(settings, "dropout"),
        (int) number(settings, "window"));
  }

  private static double number(Map<String, String> settings, String name) {
    String text = settings.get(name);
    if (text == null) {
      throw new IllegalArgumentException(name + ": is missing");
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + ": is no number: \"" + text + "\"", e);
    }
  }
}
