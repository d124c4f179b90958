package dev.ricordo.memory;

/**
 * Transcendental functions that give the same bits on every Java virtual machine.
 *
 * <p>They use additions, multiplications, one division and bit shifts, which Java 17 defines to the
 * last bit, so no {@code StrictMath} call is needed and the compiler is free to vectorise (ADR 3).
 * Thread-safe.
 */
/*
 * exp: x = n ln 2 + r with n the nearest integer and |r| <= ln 2 / 2; exp(r) by the degree-6
 * polynomial of the Cephes library (Moshier), 2^n by its bits. n is found by adding 1.5 * 2^23: the
 * sum's low mantissa bits are then the rounded integer.
 *
 * gelu: x Phi(x) with Phi from the error function, approximated by Abramowitz and Stegun 7.1.26
 * (absolute error below 1.5e-7, the resolution of float around 1).
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // the coefficients as they were published
public final class CertifiedMath {

  private static final float LOG2_E = 1.44269504088896341f;
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;
  private static final float ROUNDER = 12582912f;
  private static final int ROUNDER_BITS = 0x4B400000;
  private static final float EXP_LOW = -87f;
  private static final float EXP_HIGH = 88f;
  private static final float SQRT_HALF = 0.70710678118654752f;

  private CertifiedMath() {}

  /**
   * e^x, with a relative error below 2e-7 for x in [-87, 88]; outside, the value at the nearer end.
   */
  public static float exp(float x) {
    float clamped = x < EXP_LOW ? EXP_LOW : x > EXP_HIGH ? EXP_HIGH : x;
    float shifted = clamped * LOG2_E + ROUNDER;
    float n = shifted - ROUNDER;
    float r = clamped - n * LN2_HIGH - n * LN2_LOW;
    return polynomial(r) * power(shifted);
  }

  /** e^r for |r| up to ln 2 / 2. */
  private static float polynomial(float r) {
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    return p * (r * r) + r + 1f;
  }

  /** 2^n, n as it comes out of the rounding. */
  private static float power(float shifted) {
    int exponent = Float.floatToRawIntBits(shifted) - ROUNDER_BITS;
    return Float.intBitsToFloat((exponent + 127) << 23);
  }

  /**
   * The first half of {@link #exp} of many differences that are 0 or less: {@code e^(x[i] - max)}
   * is {@code p[i] 2^n[i]}.
   *
   * @param x {@code [length]}; n[i] is left in it, as it comes out of the rounding
   * @param max not below any x
   * @param p {@code [length]}, overwritten
   */
  public static void splitExp(float[] x, float max, int length, float[] p) {
    for (int i = 0; i < length; i++) {
      float clamped = Math.max(x[i] - max, EXP_LOW);
      float shifted = clamped * LOG2_E + ROUNDER;
      x[i] = shifted;
      float n = shifted - ROUNDER;
      float r = clamped - n * LN2_HIGH - n * LN2_LOW;
      p[i] = polynomial(r);
    }
  }

  /**
   * The second half: adds each {@code p[i] 2^n[i]} to the sum {@code i mod 4}, one after the other.
   *
   * @param p {@code [length]}, of {@link #splitExp}
   * @param n {@code [length]}, of {@link #splitExp}
   * @param sums {@code [4]}, changed
   */
  public static void addExp(float[] p, float[] n, int length, double[] sums) {
    double first = sums[0];
    double second = sums[1];
    double third = sums[2];
    double fourth = sums[3];
    int fours = length & ~3;
    for (int i = 0; i < fours; i += 4) {
      first += p[i] * power(n[i]);
      second += p[i + 1] * power(n[i + 1]);
      third += p[i + 2] * power(n[i + 2]);
      fourth += p[i + 3] * power(n[i + 3]);
    }
    sums[0] = first;
    sums[1] = second;
    sums[2] = third;
    sums[3] = fourth;
    for (int i = fours; i < length; i++) {
      sums[i - fours] += p[i] * power(n[i]);
    }
  }

  /** 1 / (1 + e^-x). */
  public static float sigmoid(float x) {
    return 1f / (1f + exp(-x));
  }

  /** x sigmoid(x). */
  public static float silu(float x) {
    return x / (1f + exp(-x));
  }

  /** x Phi(x), Phi the standard normal distribution; absolute error below 1e-6 for |x| up to 5. */
  public static float gelu(float x) {
    float y = Math.abs(x) * SQRT_HALF;
    float t = 1f / (1f + 0.3275911f * y);
    float p = 1.061405429f;
    p = p * t - 1.453152027f;
    p = p * t + 1.421413741f;
    p = p * t - 0.284496736f;
    p = p * t + 0.254829592f;
    float erf = 1f - p * t * exp(-y * y);
    return 0.5f * x * (1f + (x < 0 ? -erf : erf));
  }
}
