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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A proved certificate as one page for people: to read, to print, to keep as PDF. Needs no script
 * and loads nothing.
 */
public final class CertificatePage {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final String STYLE = "certificate.css";
  private static final int BRIEF = 8;
  private static final String SALTED = ", salted";
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
    if (certificate.particulars().isPresent()) {
      particulars();
    }
    times();
    levels();
    if (!certificate.epochs().isEmpty()) {
      epochs();
    }
    stores();
    list("certified", "What the ledger's keeper certifies", VerdictText.certified(proved));
    list("proved", "What is proved", VerdictText.proved(proved));
    checks();
    list("limits", "What is not proved, and not claimed", VerdictText.limits(proved));
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
    figure("Keys destroyed", number(certificate.keys().number()));
    figure("Shared sums changed", VerdictText.count(certificate.cells(), "cell", "cells"));
    figure("Events found afterwards", "0");
    page.append("</dl>\n<dl class=\"facts\">\n");
    figure("Request", certificate.request());
    figure("Ledger", proved.key().name());
    figure("Entry", number(proved.index()) + ", counted from 0, of " + number(proved.size()));
    page.append("</dl>\n");
  }

  private void stores() {
    List<String> swept =
        certificate.stores().stream().filter(SweptStore::swept).map(SweptStore::name).toList();
    if (!swept.isEmpty()) {
      list("swept", "Where it was swept", swept);
    }
    if (!VerdictText.notSwept(certificate).isEmpty()) {
      list("unswept", "Where it was not swept, though asked", VerdictText.notSwept(certificate));
    }
    list("excluded", "Where nobody looked", certificate.exclusions());
  }

  private void times() {
    Times times = certificate.times();
    section("times", "When");
    page.append("<dl class=\"facts\">\n");
    figure("Received", time(times.received()));
    times.identified().ifPresent(at -> figure("Identity verified", time(at)));
    times.restricted().ifPresent(at -> figure("Used for nothing from", time(at)));
    figure("Carried out", time(times.executed()));
    times.verified().ifPresent(at -> figure("Looked at afterwards", time(at)));
    times.certified().ifPresent(at -> figure("Certified", time(at)));
    page.append("</dl>\n</section>\n");
  }

  private void epochs() {
    section("epochs", "Epochs that it touched");
    page.append("<p>What customers share is examined epoch by epoch. Of these the gates are");
    page.append(" computed anew, without what was forgotten.</p>\n");
    page.append("<table>\n<thead><tr><th scope=\"col\">Epoch</th><th scope=\"col\">When this");
    page.append(" was certified</th></tr></thead>\n<tbody>\n");
    certificate.epochs().forEach(epoch -> row(number(epoch.number()), List.of(found(epoch))));
    page.append("</tbody>\n</table>\n</section>\n");
  }

  private static String found(TouchedEpoch epoch) {
    String state = epoch.state().substring(0, 1).toUpperCase(Locale.ROOT);
    return state
        + epoch.state().substring(1)
        + epoch.verdict().map(verdict -> "; " + verdict).orElse("");
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
    page.append("<table class=\"levels\">\n<thead><tr>");
    List<String> columns = new ArrayList<>(List.of("Level", "What it is", "What happened"));
    if (certificate.tracesLevels()) {
      columns.addAll(List.of("Before", "After"));
    }
    columns.forEach(name -> page.append("<th scope=\"col\">").append(name).append("</th>"));
    page.append("</tr></thead>\n<tbody>\n");
    level(
        "Journal",
        "Every event of the customer",
        full ? "Destroyed" : "These events destroyed",
        Optional.of(certificate.journal()));
    level("Snapshots", "Copies of the memory, to start faster", "Destroyed", Optional.empty());
    level(
        "Keys",
        "What the journal and the snapshots are sealed with",
        full ? "Destroyed" : "Destroyed; what is kept is sealed again",
        Optional.empty());
    own("L0", "The customer's working memory", 0);
    own("L1", "The customer's episode, where the model has one", 1);
    own("L2", "The customer's profile, where the model has one", 2);
    level(
        "L3",
        "What customers share: sums of whole numbers",
        "Subtracted, bit for bit",
        Optional.of(certificate.share()));
    level("L4", "The trained model", model(), Optional.empty());
    page.append("</tbody>\n</table>\n");
    if (certificate.tracesLevels()) {
      page.append("<p class=\"note\">Before and after: the first digits of salted digests, ");
      page.append(certificate.tracesOwnLevels() ? "" : "of L0 to L2 together, ");
      page.append("of L3 the customer's share. They are written out below.</p>\n");
    }
    page.append("</section>\n");
  }

  private void own(String name, String what, int level) {
    Trace trace = certificate.own().get(certificate.tracesOwnLevels() ? level : 0);
    String done = certificate.isFull() ? "Destroyed" : "Replayed without these events";
    level(name, what, trace.ofNothing() ? "Nothing was there" : done, Optional.of(trace));
  }

  private void level(String name, String what, String method, Optional<Trace> trace) {
    List<String> cells = new ArrayList<>(List.of(what, method));
    if (certificate.tracesLevels()) {
      cells.add(trace.map(Trace::beforeText).map(CertificatePage::brief).orElse(""));
      cells.add(trace.map(Trace::afterText).map(CertificatePage::brief).orElse(""));
    }
    row(name, cells);
  }

  private static String brief(String digest) {
    return digest.length() > BRIEF ? digest.substring(0, BRIEF) + "…" : digest;
  }

  private String model() {
    TrainedModel model = certificate.model();
    if (proved.completed().isPresent()) {
      return "Destroyed";
    }
    return model.state().words() + model.due().map(due -> ", due " + time(due)).orElse("");
  }

  private void row(String name, List<String> cells) {
    page.append("<tr><th scope=\"row\">").append(text(name)).append("</th>");
    cells.forEach(cell -> page.append("<td>").append(text(cell)).append("</td>"));
    page.append("</tr>\n");
  }

  private void particulars() {
    Particulars said = proved.file().particulars();
    section("particulars", "How it was asked and decided");
    page.append("<dl class=\"facts\">\n");
    figure("Identity", said.identity().isEmpty() ? "nobody had to ask" : said.identity());
    if (!said.basis().isEmpty()) {
      figure("Basis", said.basis());
    }
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
    page.append("<p class=\"note\">Salted: the digest of the salt, which the file has, and of the");
    page.append(" value.</p>\n<dl class=\"facts digests\">\n");
    figure("Claim", Certificate.CLAIM);
    figure("Ledger's key", proved.key().toString());
    figure("Customer" + SALTED, certificate.subject());
    figure("Tenant" + SALTED, certificate.tenant());
    if (certificate.tracesLevels()) {
      traces();
    } else {
      figure("Memory afterwards" + SALTED, certificate.own().get(0).afterText());
    }
    figure("Base release", certificate.model().base().orElse("none"));
    figure("Software", certificate.software());
    page.append(
        "</dl>\n<p>This page is a reading of the certificate, not the certificate: check the");
    page.append(" file with <code>ricordo verify</code>, offline.</p>\n</section>\n");
  }

  private void traces() {
    trace("Journal", certificate.journal());
    if (certificate.tracesOwnLevels()) {
      trace("L0", certificate.own().get(0));
      trace("L1", certificate.own().get(1));
      trace("L2", certificate.own().get(2));
    } else {
      trace("Memory", certificate.own().get(0));
    }
    trace("L3 share", certificate.share());
    figure("Keys destroyed, of these subjects", certificate.keys().subjects().orElse("none"));
    certificate.keys().vault().ifPresent(kind -> figure("Key vault", kind));
  }

  private void trace(String level, Trace trace) {
    figure(level + " before" + SALTED, trace.beforeText());
    figure(level + " after" + SALTED, trace.afterText());
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
