package dev.ricordo.governance.evidence;

import dev.ricordo.governance.evidence.InstallationReport.Outcome;
import dev.ricordo.governance.page.Html;
import dev.ricordo.governance.page.Html.Cell;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What an audit of an installation found as one page for people. */
public final class InstallationPage {

  private InstallationPage() {}

  /**
   * The page, a whole document.
   *
   * @param at when the audit was made
   */
  public static String of(InstallationReport report, Instant at) {
    return Html.document("Audit of an installation", page -> write(report, at, page));
  }

  private static void write(InstallationReport report, Instant at, Html page) {
    page.element(
        "header.wrap",
        () ->
            page.element("p.eyebrow", "Ricordo · audit of an installation")
                .element("h1", report.summary())
                .element(
                    "p.muted",
                    "Ricordo " + report.version() + ", " + at.truncatedTo(ChronoUnit.SECONDS)));
    page.element(
        "main.wrap", () -> page.card("checks", "What was looked at", () -> checks(report, page)));
  }

  private static void checks(InstallationReport report, Html page) {
    page.table(
        "Checks, in the order in which they were made",
        List.of("Looked at", "What must hold", "Found", "Result"),
        report.checks().stream().map(InstallationPage::row).toList());
  }

  private static List<Cell> row(InstallationReport.Line check) {
    return List.of(
        Cell.head(check.name()),
        Cell.text(check.question()),
        Cell.text(check.figures()),
        (page, heading) ->
            page.element(cell(check.outcome()), check.outcome().text(), "data-label", heading));
  }

  private static String cell(Outcome outcome) {
    return switch (outcome) {
      case HOLDS -> "td.good";
      case FAILED -> "td.bad";
      case NOT_CHECKED -> "td.muted";
    };
  }
}
