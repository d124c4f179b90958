package dev.ricordo.shop.page;

import dev.ricordo.event.EventKind;
import dev.ricordo.shop.attendant.Reasons;
import io.quarkus.qute.TemplateExtension;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How templates put values into words. */
@TemplateExtension
final class Texts {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private Texts() {}

  /** For example {@code You looked at}. */
  static String deed(EventKind kind) {
    return switch (kind) {
      case VIEW -> "You looked at";
      case CART -> "You put into your cart";
      case FAVOURITE -> "You marked";
      case PURCHASE -> "You bought";
      case CANCEL -> "You sent back";
      case UNKNOWN -> "You chose";
    };
  }

  /** For example {@code 23 November 2026, 13:05 UTC}. */
  static String moment(Instant at) {
    return MOMENT.format(at) + " UTC";
  }

  /** For example {@code 12 times likelier}. */
  static String likelier(Reasons.Lift lift) {
    if (Math.abs(lift.nats()) < Reasons.NOTHING) {
      return "no difference";
    }
    String much = times(StrictMath.exp(Math.abs(lift.nats())));
    return much + (lift.nats() > 0 ? " likelier" : " less likely");
  }

  private static String times(double factor) {
    if (factor < 1.95) {
      return Math.round((factor - 1) * 100) + " %";
    }
    String number = factor < 10 ? "%.1f" : "%,.0f";
    return String.format(Locale.ENGLISH, number, Math.min(factor, 9_999)) + " times";
  }

  /** The length of a bar, in percent of the longest. */
  static long bar(Reasons.Lift lift) {
    return Math.round(100 * Math.min(1, Math.max(0, lift.nats()) / 8));
  }
}
