package dev.ricordo.governance.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers and times as pages write them. */
final class Texts {

  private static final DateTimeFormatter TIME = utc("d MMM uuuu, HH:mm:ss 'UTC'");
  private static final DateTimeFormatter DAY = utc("d MMM uuuu");

  private Texts() {}

  private static DateTimeFormatter utc(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }

  /**
   * @param at ISO 8601, or null for none
   */
  static String time(@Nullable String at) {
    return at == null ? "" : TIME.format(Instant.parse(at));
  }

  /**
   * @param at ISO 8601, or null for none
   */
  static String day(@Nullable String at) {
    return at == null ? "" : DAY.format(Instant.parse(at));
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String count(long number, String thing) {
    return number(number) + " " + thing + (number == 1 ? "" : "s");
  }

  /** A share, with a sign if it is a difference. */
  static String share(double share, boolean difference) {
    boolean small = share != 0 && Math.abs(share) < 0.001;
    String number = String.format(Locale.ROOT, small ? "%.2f" : "%.1f", 100 * Math.abs(share));
    if (!difference) {
      return number + " %";
    }
    return (share < 0 ? "−" : "+") + number + " points";
  }

  /** A label of an axis that ends at {@code top}. */
  static String axis(double share, double top) {
    return String.format(Locale.ROOT, top < 0.02 ? "%.2f %%" : "%.0f %%", 100 * share);
  }

  static String bytes(@Nullable Long bytes) {
    if (bytes == null) {
      return "";
    }
    return bytes < 10_000
        ? number(bytes) + " bytes"
        : String.format(Locale.ROOT, "%,.1f KB", bytes / 1000.0);
  }

  /** A quantity without needless zeros. */
  static String amount(double quantity) {
    return new BigDecimal(quantity, MathContext.DECIMAL32).stripTrailingZeros().toPlainString();
  }

  /** Categories as the base writes them. */
  static String categories(String categories) {
    return categories.replace("|", ", ");
  }
}
