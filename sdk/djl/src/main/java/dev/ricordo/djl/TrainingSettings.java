package dev.ricordo.djl;

import java.util.Map;
import java.util.TreeMap;

/**
 * How a base is trained.
 *
 * @param seed of initial weights, order and dropout
 * @param device where it runs; the same seed gives the same bytes on the same CPU only
 * @param epochs passes over the histories, at least
 * @param steps of the optimiser, at least: a short log takes more epochs; 0 for no such floor
 * @param validations how often the weights are judged, evenly over the epochs and after the last
 * @param learningRate of AdamW after the warm-up, from where it falls in a line, to 0 after the
 *     last step
 * @param warmUpSteps over which the rate rises from 0
 * @param dropout share of activations dropped
 * @param window events of a sequence at most: what is used after longer is not learned to be kept
 */
public record TrainingSettings(
    long seed,
    Device device,
    int epochs,
    int steps,
    int validations,
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

  private static final int FEWEST_EPOCHS = 8;

  /** Events of a batch of the longest sequences. */
  public static final int BATCH_EVENTS = 4_800;

  /**
   * @throws IllegalArgumentException naming the setting that is out of range
   */
  public TrainingSettings {
    requirePositive("epochs", epochs);
    requirePositive("validations", validations);
    if (steps < 0) {
      throw new IllegalArgumentException("steps: must be at least 0, is " + steps);
    }
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

  /** The recipe that was measured to work for a base (ADR 54). */
  public static TrainingSettings defaults(long seed, Device device) {
    return new TrainingSettings(
        seed, device, FEWEST_EPOCHS, 1_000, 8, 3e-3, 100, 0.3, DEFAULT_WINDOW);
  }

  /**
   * The recipe for a sequence model beside it. They learn slower and take more steps; attention
   * needs smaller ones than a base, a recurrent unit larger ones (ADR 54).
   */
  public static TrainingSettings sequences(SequenceShape shape, long seed, Device device) {
    boolean recurrent = shape instanceof SequenceShape.Gru4Rec;
    double rate = recurrent ? 5e-3 : 1.5e-3;
    double dropout = recurrent ? 0.3 : 0.2;
    return new TrainingSettings(
        seed, device, FEWEST_EPOCHS, 1_900, 8, rate, 100, dropout, DEFAULT_WINDOW);
  }

  /**
   * Threads that share one operation of PyTorch, unlike {@link #CPU_PARTS}: sums have another order
   * with each number of them, and so the weights other bytes.
   */
  public static int threads() {
    return Torch.threads();
  }

  /**
   * How many epochs are trained.
   *
   * @param batches of an epoch, at least 1
   */
  public int epochs(int batches) {
    return Math.max(epochs, (steps + batches - 1) / batches);
  }

  /** The same with exactly so many epochs. */
  public TrainingSettings withEpochs(int exactly) {
    return new TrainingSettings(
        seed, device, exactly, 0, validations, learningRate, warmUpSteps, dropout, window);
  }

  /** Settings by name, for a manifest. Without seed and device, which stand elsewhere. */
  public Map<String, String> describe() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("epochs", Integer.toString(epochs));
    settings.put("steps", Integer.toString(steps));
    settings.put("validations", Integer.toString(validations));
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
        (int) number(settings, "steps"),
        (int) number(settings, "validations"),
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
