package dev.ricordo.lab.report;

import dev.ricordo.RicordoBug;
import dev.ricordo.RicordoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a report one HTML file that needs nothing else: no server, no network, no other file.
 *
 * <p>The file holds the report's JSON; its script writes every value as text, so nothing in it can
 * become markup. A content security policy in the file forbids the browser to load anything.
 */
public final class Page {

  private static final String ECHARTS = "/META-INF/resources/_static/echarts/6.0.0/";
  private static final Pattern SLOT = Pattern.compile("\\{\\{([a-z]+)}}");

  private Page() {}

  /**
   * @param title of the page
   * @param json the report
   */
  public static String html(String title, String json) {
    String licences =
        String.join(
            "\n\n",
            resource(ECHARTS + "NOTICE"),
            resource(ECHARTS + "LICENSE"),
            resource(ECHARTS + "licenses/LICENSE-d3"));
    return filled(
        resource("report.html"),
        Map.of(
            "title", DriftCurves.escaped(title),
            "style", resource("report.css"),
            "data", island(json),
            "echarts", resource(ECHARTS + "dist/echarts.min.js"),
            "script", resource("report.js"),
            "licences", DriftCurves.escaped(licences)));
  }

  /** The template with its slots filled, in one pass: what fills a slot is not looked at again. */
  private static String filled(String template, Map<String, String> slots) {
    Matcher matcher = SLOT.matcher(template);
    StringBuilder page = new StringBuilder();
    while (matcher.find()) {
      String value = slots.get(matcher.group(1));
      if (value == null) {
        throw new RicordoBug("report.html has an unknown slot " + matcher.group());
      }
      matcher.appendReplacement(page, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(page).toString();
  }

  /** JSON that cannot end the element it stands in. */
  private static String island(String json) {
    return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new RicordoBug(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new RicordoException("page: " + name + " cannot be read", e);
    }
  }
}
