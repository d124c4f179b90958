package dev.ricordo.governance.evidence;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What an audit of an installation found as one page for people. Needs no script, loads nothing.
 */
public final class InstallationPage {

  private static final String STYLE =
      """
      body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1b2430;
        font: 1rem/1.55 system-ui, "Segoe UI", Roboto, Arial, sans-serif; }
      h1 { font: 500 2.2rem/1.2 Georgia, serif; }
      table { border-collapse: collapse; width: 100%; }
      th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0;
        border-bottom: 1px solid #d9dee6; }
      .holds { color: #0f5c53; } .failed { color: #a11a1a; font-weight: 700; }
      @media (max-width: 40rem) {
        thead { position: absolute; clip-path: inset(50%); }
        tr, th, td { display: block; border: 0; padding: .1rem 0; }
        tr { padding: .75rem 0; border-bottom: 1px solid #d9dee6; }
      }
      """;

  private InstallationPage() {}

  /**
   * The page, a whole document.
   *
   * @param at when the audit was made
   */
  public static String of(InstallationReport report, Instant at) {
    StringBuilder page = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head>\n");
    page.append("<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>Audit of an installation</title>\n<style>\n")
        .append(STYLE);
    page.append("</style>\n</head>\n<body>\n<main>\n<h1>")
        .append(report.passed() ? "Everything holds" : "Not everything holds")
        .append("</h1>\n<p>Ricordo ")
        .append(text(report.version()))
        .append(", ")
        .append(at.truncatedTo(ChronoUnit.SECONDS))
        .append("</p>\n<table>\n<thead><tr><th scope=\"col\">Looked at</th>")
        .append("<th scope=\"col\">What must hold</th><th scope=\"col\">Found</th>")
        .append("<th scope=\"col\">Result</th></tr></thead>\n<tbody>\n");
    report.checks().forEach(check -> row(check, page));
    return page.append("</tbody>\n</table>\n</main>\n</body>\n</html>\n").toString();
  }

  private static void row(InstallationReport.Line check, StringBuilder page) {
    page.append("<tr><th scope=\"row\">").append(text(check.name())).append("</th><td>");
    page.append(text(check.question())).append("</td><td>").append(text(check.figures()));
    page.append("</td><td class=\"").append(check.passed() ? "holds\">holds" : "failed\">failed");
    page.append("</td></tr>\n");
  }

  /** Text in a page: nothing of it is markup. */
  private static String text(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
