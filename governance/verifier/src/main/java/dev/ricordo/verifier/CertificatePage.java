package dev.ricordo.verifier;

import dev.ricordo.verifier.Verdict.Check;
import dev.ricordo.verifier.Verdict.Proved;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A proved certificate as one page for people: to read, to print, to keep as PDF. Needs no script
 * and loads nothing.
 */
public final class CertificatePage {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final String STYLE = "certificate.css";
  private static final Map<String, String> CONDITIONS =
      Map.of(
          "items", "Items",
          "categories", "Categories",
          "brands", "Brands",
          "kinds", "Kinds of event",
          "from", "From",
          "to", "Before",
          "events", "Events, by digest",
          "channels", "Channels, by digest",
          "campaigns", "Campaigns, by digest");

  private final Proved proved;
  private final Certificate certificate;
  private final StringBuilder page = new StringBuilder();

  private CertificatePage(Proved proved) {
    this.proved = proved;
    this.certificate = proved.file().certificate();
  }

  /** The page, a whole document. */
  public static String of(Proved proved) {
    return new CertificatePage(proved).write();
  }

  private String write() {
    page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<title>").append(title()).append("</title>\n");
    page.append("<style>\n").append(style()).append("</style>\n</head>\n<body>\n<main>\n");
    header();
    figures();
    if (!certificate.isFull()) {
      scope();
    }
    levels();
    list("certified", "What the ledger's keeper certifies", VerdictText.certified(proved));
    list("proved", "What is proved", VerdictText.proved(proved));
    checks();
    list("limits", "What is not proved, and not claimed", VerdictText.limits());
    if (certificate.particulars().isPresent()) {
      particulars();
    }
    list("swept", "Where it was swept", certificate.stores());
    list("excluded", "Where nobody looked", certificate.exclusions());
    fingerprints();
    page.append("</main>\n</body>\n</html>\n");
    return page.toString();
  }

  private static String style() {
    try (InputStream in = CertificatePage.class.getResourceAsStream(STYLE)) {
      return new String(Objects.requireNonNull(in, STYLE).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the style is part of the program", e);
    }
  }

  private String title() {
    return certificate.isFull() ? "Certificate of erasure" : "Certificate of selective erasure";
  }

  private void header() {
    page.append("<header>\n<p class=\"mark\">Ricordo</p>\n<h1>").append(title()).append("</h1>\n");
    page.append("<p class=\"lead\">")
        .append(lead())
        .append("</p>\n<p class=\"verdict ")
        .append(proved.keyGiven() ? "good" : "open")
        .append("\"><strong>")
        .append(proved.keyGiven() ? "Verified" : "Consistent with itself")
        .append("</strong> ")
        .append(
            proved.keyGiven()
                ? "Every check holds, with the key that was given."
                : "Every check holds, with the key that the file itself names. Get the ledger's key"
                    + " from its keeper and check again.")
        .append("</p>\n</header>\n");
  }

  private String lead() {
    String done =
        certificate.isFull()
            ? "The events and the memory of one customer have been destroyed"
            : "Some events of one customer have been destroyed, and the memory is what it would be"
                + " had they never happened";
    return certificate.model().pending() && proved.completed().isEmpty()
        ? done
            + ". What a trained model learned from them is still to go: it is rebuilt without them."
        : done + ".";
  }

  private void figures() {
    page.append("<dl class=\"figures\">\n");
    figure("Events destroyed", number(certificate.events()));
    figure("Keys destroyed", number(certificate.keys()));
    figure("Shared sums changed", VerdictText.count(certificate.cells(), "cell", "cells"));
    figure("Events found afterwards", "0");
    page.append("</dl>\n<dl class=\"facts\">\n");
    figure("Request", certificate.request());
    figure("Received", time(certificate.received()));
    figure("Carried out", time(certificate.executed()));
    figure("Ledger", proved.key().name());
    figure("Entry", number(proved.index()) + ", counted from 0, of " + number(proved.size()));
    page.append("</dl>\n");
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String time(Instant at) {
    return DAY.format(at.truncatedTo(ChronoUnit.SECONDS));
  }

  private void figure(String name, String value) {
    page.append("<div><dt>").append(text(name)).append("</dt><dd>").append(text(value));
    page.append("</dd></div>\n");
  }

  private void scope() {
    section("scope", "What was asked for");
    page.append("<p>Events for which each of these holds; of several values, any will do.</p>\n");
    page.append("<dl class=\"facts\">\n");
    proved
        .file()
        .scope()
        .forEach(
            (name, values) ->
                figure(CONDITIONS.getOrDefault(name, name), String.join(", ", values)));
    page.append("</dl>\n</section>\n");
  }

  private void levels() {
    boolean full = certificate.isFull();
    section("levels", "Level by level");
    page.append(
        "<table>\n<thead><tr><th scope=\"col\">Level</th><th scope=\"col\">What it is</th>");
    page.append("<th scope=\"col\">What happened</th></tr></thead>\n<tbody>\n");
    row("Journal", "Every event of the customer", full ? "Destroyed" : "These events destroyed");
    row("Snapshots", "Copies of the memory, to start faster", "Destroyed");
    row(
        "Keys",
        "What the journal and the snapshots are sealed with",
        full ? "Destroyed" : "Destroyed; what is kept is sealed again");
    String own = full ? "Destroyed" : "Replayed without these events";
    row("L0", "The customer's working memory", own);
    row("L1", "The customer's episode, where the model has one", own);
    row("L2", "The customer's profile, where the model has one", own);
    row("L3", "What customers share: sums of whole numbers", "Subtracted, bit for bit");
    row("L4", "The trained model", model());
    page.append("</tbody>\n</table>\n</section>\n");
  }

  private String model() {
    TrainedModel model = certificate.model();
    if (proved.completed().isPresent()) {
      return "Destroyed, and rebuilt without what was forgotten";
    }
    return model.state().words() + model.due().map(due -> ", due " + time(due)).orElse("");
  }

  private void row(String level, String what, String method) {
    page.append("<tr><th scope=\"row\">").append(text(level)).append("</th><td>");
    page.append(text(what)).append("</td><td>").append(text(method)).append("</td></tr>\n");
  }

  private void particulars() {
    Particulars said = proved.file().particulars();
    section("particulars", "How it was asked and decided");
    page.append("<dl class=\"facts\">\n");
    figure("Identity", said.identity().isEmpty() ? "nobody had to ask" : said.identity());
    figure("Carried out by", orNobody(said.approvers()));
    figure("To be told", orNobody(said.recipients()));
    page.append("</dl>\n</section>\n");
  }

  private static String orNobody(List<String> names) {
    return names.isEmpty() ? "nobody is named" : String.join(", ", names);
  }

  private void checks() {
    section("checks", "Checks that were made");
    page.append("<ul class=\"checks\">\n");
    for (Check check : Check.values()) {
      if (proved.made(check)) {
        String sentence = check.text();
        page.append("<li>").append(text(sentence.substring(0, 1).toUpperCase(Locale.ROOT)));
        page.append(text(sentence.substring(1))).append("</li>\n");
      }
    }
    page.append("</ul>\n</section>\n");
  }

  private void list(String id, String heading, List<String> lines) {
    section(id, heading);
    page.append("<ul>\n");
    lines.forEach(line -> page.append("<li>").append(text(line)).append("</li>\n"));
    page.append("</ul>\n</section>\n");
  }

  private void fingerprints() {
    section("fingerprints", "For the one who checks");
    page.append("<dl class=\"facts digests\">\n");
    figure("Claim", Certificate.CLAIM);
    figure("Ledger's key", proved.key().toString());
    figure("Customer, salted digest", certificate.subject());
    figure("Tenant, salted digest", certificate.tenant());
    figure("Memory afterwards, salted digest", certificate.memory().orElse("none"));
    figure("Base release", certificate.model().base().orElse("none"));
    figure("Software", certificate.software());
    page.append(
        "</dl>\n<p>This page is a reading of the certificate, not the certificate: check the");
    page.append(" file with <code>ricordo verify</code>, offline.</p>\n</section>\n");
  }

  private void section(String id, String heading) {
    page.append("<section aria-labelledby=\"").append(id).append("\">\n<h2 id=\"").append(id);
    page.append("\">").append(text(heading)).append("</h2>\n");
  }

  /** Text in a page: nothing of it is markup. */
  private static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
