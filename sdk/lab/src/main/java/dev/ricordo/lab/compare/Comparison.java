package dev.ricordo.lab.compare;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Two models over the same cases, with 95 % intervals by paired bootstrap over customers.
 *
 * @param a the one
 * @param b the other
 * @param metric name of what is compared
 * @param ratio mean of a over mean of b; null where it is not finite
 * @param low end of the ratio's interval; null where it is not finite
 * @param high end of the ratio's interval; null where it is not finite
 * @param difference mean of a less mean of b
 * @param differenceLow end of the difference's interval
 * @param differenceHigh end of the difference's interval
 * @param p two-sided, that the difference is 0
 */
public record Comparison(
    String a,
    String b,
    String metric,
    @Nullable Double ratio,
    @Nullable Double low,
    @Nullable Double high,
    double difference,
    double differenceLow,
    double differenceHigh,
    double p) {

  /** In one line. */
  public String toLine() {
    return String.format(
        Locale.ROOT,
        "%s / %s  %s  %s [%s, %s]  difference %+.5f [%+.5f, %+.5f]  p %.4f",
        a,
        b,
        metric,
        number(ratio, "-"),
        number(low, "-"),
        number(high, "∞"),
        difference,
        differenceLow,
        differenceHigh,
        p);
  }

  private static String number(@Nullable Double value, String otherwise) {
    return value == null ? otherwise : String.format(Locale.ROOT, "%.4f", value);
  }
}
