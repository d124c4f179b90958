package dev.ricordo.lab.train;

import dev.ricordo.djl.Trained;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Draws loss and validation quality by epoch, one above the other, as an SVG picture. */
public final class LearningCurves {

  private static final int WIDTH = 640;
  private static final int PANEL = 180;
  private static final int LEFT = 70;
  private static final int TOP = 40;
  private static final int GAP = 60;

  private LearningCurves() {}

  public static String svg(LearningCurve curve) {
    StringBuilder svg = new StringBuilder(4096);
    int height = TOP + 2 * (PANEL + GAP);
    svg.append(
        String.format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family="
                + "\"sans-serif\" font-size=\"12\" role=\"img\">%n<title>Learning curves</title>%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
            WIDTH, height));
    panel(svg, curve, TOP, "loss, nats per event (with dropout)", "#b3541e", Trained.Point::loss);
    panel(
        svg,
        curve,
        TOP + PANEL + GAP,
        "validation NDCG@10, the net alone",
        "#1e5fb3",
        Trained.Point::quality);
    return svg.append("</svg>\n").toString();
  }

  private static void panel(
      StringBuilder svg,
      LearningCurve learning,
      int top,
      String title,
      String colour,
      ToDoubleFunction<Trained.Point> value) {
    List<Trained.Point> curve = learning.points();
    double low = curve.stream().mapToDouble(value).min().orElse(0);
    double high = curve.stream().mapToDouble(value).max().orElse(1);
    double span = high > low ? high - low : 1;
    int last = curve.get(curve.size() - 1).epoch();
    StringBuilder line = new StringBuilder();
    for (Trained.Point point : curve) {
      double y = top + PANEL - PANEL * (value.applyAsDouble(point) - low) / span;
      line.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point.epoch(), last), y));
    }
    text(svg, LEFT, top - 10, "start", title);
    text(svg, LEFT - 8, top + 10, "end", number(high));
    text(svg, LEFT - 8, top + PANEL, "end", number(low));
    text(svg, LEFT, top + PANEL + 18, "start", "epoch 0");
    text(svg, WIDTH - 20, top + PANEL + 18, "end", "epoch " + last);
    svg.append(
        String.format(
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#ccc\"/>%n",
            LEFT, top, WIDTH - 20 - LEFT, PANEL));
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\" stroke=\"#888\""
                + " stroke-dasharray=\"4 3\"><title>best epoch</title></line>%n",
            x(learning.bestEpoch(), last),
            top,
            top + PANEL));
    svg.append(
        String.format(
            "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
            line.toString().trim(), colour));
  }

  private static double x(int epoch, int last) {
    return LEFT + (WIDTH - 20 - LEFT) * (double) epoch / last;
  }

  private static void text(StringBuilder svg, int x, int y, String anchor, String text) {
    svg.append(
        String.format(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 1 ? "%.4f" : "%.2f", value);
  }
}
