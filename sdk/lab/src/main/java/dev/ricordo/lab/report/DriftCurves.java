package dev.ricordo.lab.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Draws NDCG@10 by quarter of a stream, one line a model, as an SVG picture. */
public final class DriftCurves {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 400;
  private static final int LEFT = 64;
  private static final int RIGHT = 590;
  private static final int TOP = 48;
  private static final int BOTTOM = 352;
  private static final int LABEL_HEIGHT = 15;

  /** Told apart without colour by their labels at the lines' ends. */
  private static final List<String> COLOURS =
      List.of(
          "#0b6e63", "#b3541e", "#1e5fb3", "#7a3e9d", "#5b6670", "#a8871b", "#b02a5b", "#3f7d20",
          "#2b8aa8", "#8c564b");

  private DriftCurves() {}

  /**
   * One line.
   *
   * @param values {@code [quarters]}
   */
  public record Series(String name, List<Double> values) {

    public Series {
      values = List.copyOf(values);
    }
  }

  /** A picture with at least one series, all of the same length. */
  public static String svg(String title, List<Series> series) {
    double top = top(series.stream().flatMap(s -> s.values().stream()).mapToDouble(v -> v));
    StringBuilder svg = new StringBuilder(8192);
    svg.append(
        String.format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family="
                + "\"sans-serif\" font-size=\"12\" role=\"img\">%n<title>%s: NDCG@10 by quarter of"
                + " the stream</title>%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
            WIDTH, HEIGHT, escaped(title)));
    text(svg, LEFT, 24, "start", "#1a2228", title + ": NDCG@10 by quarter of the stream");
    grid(svg, top, series.get(0).values().size());
    int[] labels = labels(series, top);
    for (int i = 0; i < series.size(); i++) {
      line(svg, series.get(i), top, COLOURS.get(i % COLOURS.size()), labels[i]);
    }
    return svg.append("</svg>\n").toString();
  }

  /** Four steps of 1, 2, 2.5 or 5 times a power of ten: the fewest that hold all values. */
  private static double top(DoubleStream values) {
    double high = values.max().orElse(0);
    if (high <= 0) {
      return 1;
    }
    double unit = Math.pow(10, Math.floor(Math.log10(high / 4)));
    return DoubleStream.of(1, 2, 2.5, 5, 10)
        .map(factor -> 4 * factor * unit)
        .filter(top -> top >= high)
        .findFirst()
        .orElse(high);
  }

  private static void grid(StringBuilder svg, double top, int quarters) {
    for (int tick = 0; tick <= 4; tick++) {
      double value = top * tick / 4;
      svg.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%d\" x2=\"%d\" y1=\"%3$.1f\" y2=\"%3$.1f\" stroke=\"#dde2e6\"/>%n",
              LEFT,
              RIGHT,
              y(value, top)));
      String label = String.format(Locale.ROOT, top < 0.04 ? "%.4f" : "%.3f", value);
      text(svg, LEFT - 8, (int) y(value, top) + 4, "end", "#5b6670", label);
    }
    for (int quarter = 0; quarter < quarters; quarter++) {
      String label = "quarter " + (quarter + 1);
      text(svg, (int) x(quarter, quarters), BOTTOM + 24, "middle", "#5b6670", label);
    }
  }

  /** Heights of the labels, pushed apart where lines end close to each other. */
  private static int[] labels(List<Series> series, double top) {
    int[] order =
        IntStream.range(0, series.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> y(last(series.get(i)), top)))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] heights = new int[series.size()];
    int free = 0;
    for (int i : order) {
      heights[i] = Math.max(free, (int) y(last(series.get(i)), top) + 4);
      free = heights[i] + LABEL_HEIGHT;
    }
    int over = Math.max(0, free - LABEL_HEIGHT - BOTTOM - 4);
    for (int i = order.length - 1, limit = Integer.MAX_VALUE; i >= 0 && over > 0; i--) {
      heights[order[i]] = Math.min(heights[order[i]], Math.min(limit, BOTTOM + 4));
      limit = heights[order[i]] - LABEL_HEIGHT;
    }
    return heights;
  }

  private static double last(Series series) {
    return series.values().get(series.values().size() - 1);
  }

  private static void line(StringBuilder svg, Series series, double top, String colour, int label) {
    StringBuilder points = new StringBuilder();
    int quarters = series.values().size();
    for (int quarter = 0; quarter < quarters; quarter++) {
      double value = series.values().get(quarter);
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(quarter, quarters), y(value, top)));
      svg.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"><title>%s, quarter %d:"
                  + " %.4f</title></circle>%n",
              x(quarter, quarters),
              y(value, top),
              colour,
              escaped(series.name()),
              quarter + 1,
              value));
    }
    svg.append(
        String.format(
            "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
            points.toString().trim(), colour));
    svg.append(
        String.format(
            Locale.ROOT,
            "<path d=\"M%d %.1f L%d %d\" fill=\"none\" stroke=\"%s\" stroke-width=\"0.7\"/>%n",
            RIGHT + 4,
            y(last(series), top),
            RIGHT + 14,
            label - 4,
            colour));
    String name = String.format(Locale.ROOT, "%s  %.4f", series.name(), last(series));
    text(svg, RIGHT + 18, label, "start", colour, name);
  }

  private static double x(int quarter, int quarters) {
    return quarters < 2 ? LEFT : LEFT + (RIGHT - LEFT) * (double) quarter / (quarters - 1);
  }

  private static double y(double value, double top) {
    return BOTTOM - (BOTTOM - TOP) * value / top;
  }

  private static void text(
      StringBuilder svg, int x, int y, String anchor, String colour, String text) {
    svg.append(
        String.format(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n",
            x, y, anchor, colour, escaped(text)));
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
