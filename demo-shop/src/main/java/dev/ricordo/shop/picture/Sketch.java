package dev.ricordo.shop.picture;

import dev.ricordo.shop.catalogue.Colour;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A drawing in the making: shapes are appended back to front. Not thread-safe.
 *
 * <p>Fills are {@code #rrggbb} or one of the gradients {@link #BODY}, {@link #METAL}, {@link #WOOD}
 * and {@link #DARK}; all are lit from the upper left.
 */
final class Sketch {

  static final String BODY = "url(#b)";
  static final String METAL = "url(#m)";
  static final String WOOD = "url(#w)";
  static final String DARK = "url(#d)";
  static final String NONE = "none";

  static final String STEEL = "#8d979e";
  static final String BLACK = "#2b2b30";
  static final String PAPER = "#fdf9f0";
  static final String LEATHER = "#8a5a3b";

  /** Where things stand. */
  static final double GROUND = 330;

  private static final List<String> BACKDROPS =
      List.of("#f3ece1", "#ecefe8", "#f4e8e1", "#e9edf1", "#f2eedd", "#eeeaf0");

  private final Colour colour;
  private final Random random;
  private final StringBuilder shapes = new StringBuilder(2_000);

  Sketch(Colour colour, long seed) {
    this.colour = colour;
    this.random = new Random(seed);
  }

  /** A number between two bounds. */
  double vary(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  int pick(int choices) {
    return random.nextInt(choices);
  }

  String main() {
    return colour.main();
  }

  String light() {
    return colour.light();
  }

  String shade() {
    return colour.shade();
  }

  /** Path data from letters and numbers: {@code d("M", 10, 20, "L", 30, 40)}. */
  static String d(Object... parts) {
    StringBuilder out = new StringBuilder();
    for (Object part : parts) {
      if (part instanceof Number number) {
        out.append(' ').append(number(number.doubleValue()));
      } else {
        out.append(part);
      }
    }
    return out.toString();
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  Sketch fill(String fill, String d) {
    return element("path", "d=\"" + d + "\" fill=\"" + fill + "\"");
  }

  Sketch fill(String fill, double opacity, String d) {
    return element(
        "path", "d=\"" + d + "\" fill=\"" + fill + "\" fill-opacity=\"" + opacity + "\"");
  }

  Sketch stroke(String stroke, double width, String d) {
    return element(
        "path",
        "d=\""
            + d
            + "\" fill=\"none\" stroke=\""
            + stroke
            + "\" stroke-width=\""
            + number(width)
            + "\" stroke-linecap=\"round\" stroke-linejoin=\"round\"");
  }

  Sketch line(String stroke, double width, double x1, double y1, double x2, double y2) {
    return stroke(stroke, width, d("M", x1, y1, "L", x2, y2));
  }

  Sketch ellipse(String fill, double x, double y, double rx, double ry) {
    return element("ellipse", oval(x, y, rx, ry) + " fill=\"" + fill + "\"");
  }

  Sketch circle(String fill, double x, double y, double r) {
    return ellipse(fill, x, y, r, r);
  }

  Sketch ring(String stroke, double width, double x, double y, double r) {
    return element(
        "ellipse",
        oval(x, y, r, r)
            + " fill=\"none\" stroke=\""
            + stroke
            + "\" stroke-width=\""
            + number(width)
            + "\"");
  }

  private static String oval(double x, double y, double rx, double ry) {
    return "cx=\""
        + number(x)
        + "\" cy=\""
        + number(y)
        + "\" rx=\""
        + number(rx)
        + "\" ry=\""
        + number(ry)
        + "\"";
  }

  Sketch box(String fill, double x, double y, double width, double height, double radius) {
    return element(
        "rect",
        "x=\""
            + number(x)
            + "\" y=\""
            + number(y)
            + "\" width=\""
            + number(width)
            + "\" height=\""
            + number(height)
            + "\" rx=\""
            + number(radius)
            + "\" fill=\""
            + fill
            + "\"");
  }

  /** The soft shadow on the ground. */
  Sketch shadow(double x, double halfWidth) {
    return element(
        "ellipse", oval(x, GROUND + 2, halfWidth, 9) + " fill=\"#3a2f26\" fill-opacity=\"0.14\"");
  }

  /** A pale reflection. */
  Sketch shine(double width, String d) {
    return element(
        "path",
        "d=\""
            + d
            + "\" fill=\"none\" stroke=\"#ffffff\" stroke-opacity=\"0.45\" stroke-width=\""
            + number(width)
            + "\" stroke-linecap=\"round\"");
  }

  /** Turns what is drawn until {@link #end()} about a point, clockwise. */
  Sketch turned(double degrees, double x, double y) {
    shapes
        .append("<g transform=\"rotate(")
        .append(number(degrees))
        .append(' ')
        .append(number(x))
        .append(' ')
        .append(number(y))
        .append(")\">");
    return this;
  }

  Sketch end() {
    shapes.append("</g>");
    return this;
  }

  private Sketch element(String name, String attributes) {
    shapes.append('<').append(name).append(' ').append(attributes).append("/>");
    return this;
  }

  /** The whole picture. */
  String svg(String title) {
    String backdrop = BACKDROPS.get(random.nextInt(BACKDROPS.size()));
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 400 400\" width=\"400\""
        + " height=\"400\" role=\"img\"><title>"
        + title
        + "</title><defs>"
        + gradient("b", colour.light(), colour.main(), colour.shade())
        + gradient("m", "#eef1f3", "#bcc5cb", "#8a949b")
        + gradient("w", "#d9b07c", "#b98550", "#8d6238")
        + gradient("d", "#5a5a62", "#36363c", "#222226")
        + "</defs><rect width=\"400\" height=\"400\" fill=\""
        + backdrop
        + "\"/><circle cx=\"200\" cy=\"196\" r=\"150\" fill=\"#ffffff\" fill-opacity=\"0.5\"/>"
        + shapes
        + "</svg>";
  }

  private static String gradient(String id, String light, String main, String shade) {
    return "<linearGradient id=\""
        + id
        + "\" x1=\"0\" y1=\"0\" x2=\"1\" y2=\"0.25\"><stop offset=\"0\" stop-color=\""
        + light
        + "\"/><stop offset=\"0.45\" stop-color=\""
        + main
        + "\"/><stop offset=\"1\" stop-color=\""
        + shade
        + "\"/></linearGradient>";
  }
}
