package dev.ricordo.governance.page;

import dev.ricordo.governance.InspectionReport.Course;
import dev.ricordo.governance.InspectionReport.Moment;
import dev.ricordo.governance.InspectionReport.Point;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Draws the strength of a level over the customer's events. Used once.
 *
 * <p>The picture has no text of its own: its axes are text of the page around it, so that letters
 * keep their size on narrow screens while the picture does not.
 */
final class StrengthChart {

  private static final int WIDTH = 1000;
  private static final int HEIGHT = 200;

  private final Html page;
  private final Course course;
  private final long events;
  private final double top;

  /**
   * @param course of at least one event
   */
  StrengthChart(Html page, Course course) {
    this.page = page;
    this.course = course;
    List<Point> points = course.strength();
    events = points.get(points.size() - 1).event();
    top = top(points.stream().mapToDouble(Point::strength).max().orElse(0));
  }

  /** Two steps of 1, 2, 2.5 or 5 times a power of ten: the fewest that hold the highest. */
  private static double top(double highest) {
    if (highest <= 0) {
      return 1;
    }
    double unit = Math.pow(10, Math.floor(Math.log10(highest / 2)));
    return Stream.of(1.0, 2.0, 2.5, 5.0, 10.0)
        .map(factor -> 2 * factor * unit)
        .filter(most -> most >= highest)
        .findFirst()
        .orElse(highest);
  }

  /**
   * @param caption what is shown
   * @param summary what it comes to, for who cannot see it
   */
  void draw(String caption, String summary) {
    page.element(
        "figure.chart",
        () -> {
          page.element("figcaption", caption);
          page.element("div.plot", () -> plot(summary));
        });
  }

  private void plot(String summary) {
    page.element(
        "div.y",
        () -> Stream.of(top, top / 2, 0.0).forEach(at -> page.element("span", Texts.axis(at, top))),
        "aria-hidden",
        "true");
    page.element(
        "div.area",
        () -> {
          page.element(
              "svg",
              this::lines,
              "viewBox",
              "0 0 " + WIDTH + " " + HEIGHT,
              "preserveAspectRatio",
              "none",
              "role",
              "img",
              "aria-label",
              summary);
          for (Moment moment : course.moments()) {
            mark(moment);
          }
        });
    page.element("div.x", this::axis, "aria-hidden", "true");
  }

  private void lines() {
    for (int half = 0; half <= 2; half++) {
      line("grid", 0, half * HEIGHT / 2.0, WIDTH, half * HEIGHT / 2.0);
    }
    StringBuilder line = new StringBuilder();
    for (Point point : course.strength()) {
      line.append(line.length() == 0 ? 'M' : 'L');
      line.append(number(x(point.event()))).append(' ').append(number(y(point.strength())));
    }
    page.element("path.fill", "", "d", line + "L" + WIDTH + " " + HEIGHT + "L0 " + HEIGHT + "Z");
    page.element("path.line", "", "d", line.toString());
  }

  private void line(String kind, double x1, double y1, double x2, double y2) {
    page.element(
        "line." + kind, "", "x1", number(x1), "y1", number(y1), "x2", number(x2), "y2", number(y2));
  }

  private void mark(Moment moment) {
    page.element(
        "span.mark",
        "",
        "style",
        "left:" + number(100.0 * moment.event() / events) + "%",
        "data-event",
        String.valueOf(moment.event()),
        "aria-hidden",
        "true");
  }

  private void axis() {
    List<Point> points = course.strength();
    page.element("span", "events, the last on " + Texts.day(points.get(points.size() - 1).at()));
  }

  private double x(long event) {
    return WIDTH * (double) event / events;
  }

  private double y(double strength) {
    return HEIGHT * (1 - strength / top);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
