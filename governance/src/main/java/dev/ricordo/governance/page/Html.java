package dev.ricordo.governance.page;

import dev.ricordo.RicordoBug;
import dev.ricordo.RicordoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes pages for people: one file each, which needs no script and loads nothing. Whatever is
 * given as text or as the value of an attribute stays text. Not thread-safe.
 */
public final class Html {

  private static final String STYLE = "page.css";

  private final StringBuilder out = new StringBuilder(16_384);

  private Html() {}

  /**
   * A whole document in the common style.
   *
   * @param body writes what it shows
   */
  public static String document(String title, Consumer<Html> body) {
    Html page = new Html();
    page.out
        .append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<meta name=\"color-scheme\" content=\"light dark\">\n")
        .append("<meta name=\"referrer\" content=\"no-referrer\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';")
        .append(" style-src 'unsafe-inline'; img-src data:\">\n")
        .append("<link rel=\"icon\" href=\"data:,\">\n<title>")
        .append(escaped(title))
        .append("</title>\n<style>\n")
        .append(style())
        .append("</style>\n</head>\n<body>\n");
    body.accept(page);
    return page.out.append("</body>\n</html>\n").toString();
  }

  private static String style() {
    try (InputStream in = Html.class.getResourceAsStream(STYLE)) {
      if (in == null) {
        throw new RicordoBug(STYLE + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new RicordoException("page: " + STYLE + " cannot be read", e);
    }
  }

  /**
   * An element.
   *
   * @param name and after dots its classes: {@code td.num}
   * @param content writes what is in it
   * @param attributes names and values in turn
   */
  public Html element(String name, Runnable content, String... attributes) {
    int dot = name.indexOf('.');
    String tag = dot < 0 ? name : name.substring(0, dot);
    out.append('<').append(tag);
    if (dot >= 0) {
      attribute("class", name.substring(dot + 1).replace('.', ' '));
    }
    for (int i = 0; i < attributes.length; i += 2) {
      attribute(attributes[i], attributes[i + 1]);
    }
    out.append('>');
    content.run();
    out.append("</").append(tag).append(">\n");
    return this;
  }

  private void attribute(String name, String value) {
    out.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
  }

  /** An element that holds text and nothing else. */
  public Html element(String name, String text, String... attributes) {
    return element(name, () -> text(text), attributes);
  }

  public Html text(String text) {
    out.append(escaped(text));
    return this;
  }

  /**
   * A section with a heading, which its name in links is given to.
   *
   * @param id a name without spaces
   */
  public Html card(String id, String heading, Runnable content) {
    return element(
        "section.card",
        () -> {
          element("h2", heading, "id", id);
          content.run();
        },
        "aria-labelledby",
        id);
  }

  /** A cell of a table, shown under the heading of its column on narrow screens. */
  public interface Cell {

    /** Writes the cell's element. */
    void write(Html page, String heading);

    /** Whether it stands right, and the heading of its column too. */
    default boolean isNumber() {
      return false;
    }

    static Cell text(String text) {
      return (page, heading) -> page.element("td", text, "data-label", heading);
    }

    static Cell number(String text) {
      return new Numeric((page, heading) -> page.element("td.num", text, "data-label", heading));
    }

    /** What the row is about. */
    static Cell head(String text) {
      return (page, heading) -> page.element("th", text, "scope", "row", "data-label", heading);
    }

    /**
     * A number with a bar behind it.
     *
     * @param share of the bar that is full, from 0 to 1
     */
    static Cell bar(String text, double share) {
      long percent = Math.round(100 * Math.max(0, Math.min(1, share)));
      return new Numeric(
          (page, heading) ->
              page.element(
                  "td.num.bar",
                  () -> page.element("span", text),
                  "data-label",
                  heading,
                  "style",
                  "--s:" + percent + "%"));
    }
  }

  private record Numeric(Cell cell) implements Cell {

    @Override
    public void write(Html page, String heading) {
      cell.write(page, heading);
    }

    @Override
    public boolean isNumber() {
      return true;
    }
  }

  /**
   * A table whose rows become blocks on narrow screens.
   *
   * @param caption says what it shows
   */
  public Html table(String caption, List<String> headings, List<List<Cell>> rows) {
    return element("table.stack", () -> rows(caption, headings, rows));
  }

  /** A table that is scrolled sideways on narrow screens, by keyboard too. */
  public Html wideTable(String caption, List<String> headings, List<List<Cell>> rows) {
    return element(
        "div.scroll",
        () -> element("table", () -> rows(caption, headings, rows)),
        "role",
        "region",
        "tabindex",
        "0",
        "aria-label",
        caption);
  }

  private void rows(String caption, List<String> headings, List<List<Cell>> rows) {
    element("caption", caption);
    element("thead", () -> element("tr", () -> headings(headings, rows)));
    element("tbody", () -> rows.forEach(row -> element("tr", () -> row(headings, row))));
  }

  private void headings(List<String> headings, List<List<Cell>> rows) {
    for (int i = 0; i < headings.size(); i++) {
      boolean right = !rows.isEmpty() && rows.get(0).get(i).isNumber();
      element(right ? "th.num" : "th", headings.get(i), "scope", "col");
    }
  }

  private void row(List<String> headings, List<Cell> row) {
    for (int i = 0; i < row.size(); i++) {
      row.get(i).write(this, headings.get(i));
    }
  }

  /** Text in a page: nothing of it is markup. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
