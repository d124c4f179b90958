package dev.ricordo.rank;

import dev.ricordo.base.Gate;
import dev.ricordo.base.Gate.Part;
import dev.ricordo.memory.CertifiedMath;

/**
 * The context gate: from the features of a customer's present to the weights of the levels.
 *
 * <pre>
 *   per lag k, f_k its features:   u_k = tanh(f_k LAG_IN + LAG_BIAS_k)
 *                                  (a_k, b_k) = exp(LAG_k + u_k LAG_OUT)
 *   once, c the context features:  v = tanh(c CONTEXT_IN + CONTEXT_BIAS)
 *                                  (log beta, log g, q, c, d, r_0 ...) = WEIGHT + v CONTEXT_OUT
 *
 *   s(i) = sum over k of a_k N(x_k, i) / (R(x_k) + 1) + b_k N(i, x_k) / (R'(x_k) + 1)   in steps
 *   z(i) = beta log p(i) + g log(1 + s(i) / .001) + q log(1 + R'(i))
 *        + (c + d log(1 + s(i) / .001)) [i untrained]
 *        + sum over habits m of r_m log(1 + scale_m habit_m(i))
 * </pre>
 *
 * <p>R' is the sum of a column of N: how often an item was reached. Of an untrained item the own
 * scores know nothing, so the counts have to say what they would: that is d. Reads its parameters,
 * which whoever trains them may change between calls. Thread-safe otherwise.
 */
public final class GateNetwork {

  /** Places of the weights. */
  public static final int OWN = 0;

  public static final int COLLECTIVE = 1;
  public static final int POPULARITY = 2;
  public static final int COLD = 3;
  public static final int COLD_COLLECTIVE = 4;
  public static final int FIRST_HABIT = 5;

  private static final int H = Gate.HIDDEN;

  /** Where the parts begin, which {@link Part#offset} finds out anew at every call. */
  private static final int LAG_AT = Part.LAG.offset();

  private static final int LAG_IN_AT = Part.LAG_IN.offset();
  private static final int LAG_BIAS_AT = Part.LAG_BIAS.offset();
  private static final int LAG_OUT_AT = Part.LAG_OUT.offset();
  private static final int WEIGHT_AT = Part.WEIGHT.offset();
  private static final int CONTEXT_IN_AT = Part.CONTEXT_IN.offset();
  private static final int CONTEXT_BIAS_AT = Part.CONTEXT_BIAS.offset();
  private static final int CONTEXT_OUT_AT = Part.CONTEXT_OUT.offset();

  private final double[] parameters;

  /**
   * @param parameters {@link Gate#numbers()}: the array itself is read
   */
  public GateNetwork(double[] parameters) {
    if (parameters.length != Gate.size()) {
      throw new IllegalArgumentException(
          "parameters: must be " + Gate.size() + " numbers, are " + parameters.length);
    }
    this.parameters = parameters;
  }

  /** What the network says, with the hidden layers for whoever trains it. */
  public static final class Output {

    private final double[][] lagHidden;
    private final double[] contextHidden;
    private final double[] forward;
    private final double[] backward;
    private final double[] weights = new double[Gate.WEIGHTS];

    private Output(int lags, double[] contextHidden) {
      this.contextHidden = contextHidden;
      lagHidden = new double[lags][];
      forward = new double[lags];
      backward = new double[lags];
    }

    /** u {@code [lags][HIDDEN]}. */
    public double[][] lagHidden() {
      return lagHidden;
    }

    /** v {@code [HIDDEN]}. */
    public double[] contextHidden() {
      return contextHidden;
    }

    /** a {@code [lags]}. */
    public double[] forward() {
      return forward;
    }

    /** b {@code [lags]}. */
    public double[] backward() {
      return backward;
    }

    /** {@code [WEIGHTS]}: own and collective as beta and g, not their logarithms. */
    public double[] weights() {
      return weights;
    }
  }

  public Output run(GateFeatures features) {
    double[] v = hidden(features.context(), CONTEXT_IN_AT, CONTEXT_BIAS_AT);
    Output output = new Output(features.lags().length, v);
    for (int k = 0; k < output.forward.length; k++) {
      int bias = LAG_BIAS_AT + k * H;
      double[] u = hidden(features.lags()[k], LAG_IN_AT, bias);
      double[] logarithms = {parameters[LAG_AT + k], parameters[LAG_AT + Gate.LAGS + k]};
      out(u, LAG_OUT_AT, logarithms);
      output.forward[k] = StrictMath.exp(logarithms[0]);
      output.backward[k] = StrictMath.exp(logarithms[1]);
      output.lagHidden[k] = u;
    }
    double[] weights = output.weights;
    System.arraycopy(parameters, WEIGHT_AT, weights, 0, weights.length);
    out(v, CONTEXT_OUT_AT, weights);
    weights[OWN] = StrictMath.exp(weights[OWN]);
    weights[COLLECTIVE] = StrictMath.exp(weights[COLLECTIVE]);
    return output;
  }

  /** {@code tanh(in M + bias)}. */
  private double[] hidden(double[] in, int matrix, int bias) {
    double[] out = new double[H];
    for (int j = 0; j < H; j++) {
      double sum = parameters[bias + j];
      for (int f = 0; f < in.length; f++) {
        sum += in[f] * parameters[matrix + f * H + j];
      }
      out[j] = tanh(sum);
    }
    return out;
  }

  /** {@code 1 - 2 / (1 + e^2x)}, the same bits on every Java virtual machine. */
  private static double tanh(double x) {
    return 1 - 2 / (1 + (double) CertifiedMath.exp((float) (2 * x)));
  }

  /** {@code out += in M}. */
  private void out(double[] in, int matrix, double[] out) {
    for (int j = 0; j < in.length; j++) {
      for (int o = 0; o < out.length; o++) {
        out[o] += in[j] * parameters[matrix + j * out.length + o];
      }
    }
  }
}
