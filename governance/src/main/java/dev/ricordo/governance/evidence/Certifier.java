package dev.ricordo.governance.evidence;

import dev.ricordo.RicordoBug;
import dev.ricordo.RicordoException;
import dev.ricordo.evidence.Canonical;
import dev.ricordo.evidence.EvidenceLedger;
import dev.ricordo.governance.Forgotten;
import dev.ricordo.governance.Version;
import dev.ricordo.ledger.Ledger;
import dev.ricordo.ledger.LogProof;
import dev.ricordo.verifier.Certificate;
import dev.ricordo.verifier.DestroyedKeys;
import dev.ricordo.verifier.NoteKey;
import dev.ricordo.verifier.Particulars;
import dev.ricordo.verifier.SweptStore;
import dev.ricordo.verifier.Times;
import dev.ricordo.verifier.TrainedModel;
import dev.ricordo.verifier.Verdict;
import dev.ricordo.verifier.Verifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * Certifies an erasure: an entry of the ledger that names nobody, and a file that shows it to the
 * one it is about.
 *
 * <p>Thread-safe.
 */
/*
 * The ledger may be published and is kept for ever, so nothing in it may be found out by trying:
 * every digest is salted, and the salt is in the file only. Who loses the file loses the way to
 * open the digests; the entry goes on saying that somebody's erasure was done.
 */
public final class Certifier {

  private static final List<String> EXCLUSIONS =
      List.of(
          "backups of the key vault: they open what was sealed until their retention ends",
          "keyed digests of the customer's and the events' ids, which refuse late deliveries",
          "what the shop keeps itself and no store here names: caches, queues, rendered pages",
          "what left the house before: sent e-mails, exports");

  private static final String COPIES =
      "copies of trained models outside of the registry: images, backups, downloads";

  private static final String HELD =
      "copies that a legal hold keeps as evidence, sealed and apart, until it is released";

  private final EvidenceLedger ledger;

  public Certifier(EvidenceLedger ledger) {
    this.ledger = ledger;
  }

  /**
   * Writes the erasure into the ledger.
   *
   * @return the file to hand out; only it can open the certificate's digests
   * @throws IllegalStateException if the erasure failed: a failure is not certified
   * @throws RicordoException if events went and no keys did, if a table or the vault holds some of
   *     it, or if the ledger cannot be written
   */
  public byte[] certify(Erased erased) {
    return certify(erased, UUID.randomUUID());
  }

  /**
   * As {@link #certify(Erased)}, of a request that has an id.
   *
   * @param request random, it must say nothing of the customer
   */
  public byte[] certify(Erased erased, UUID request) {
    if (!erased.done().passed()) {
      throw new IllegalStateException("erasure: failed, there is nothing to certify");
    }
    requireKeys(erased);
    requireSwept(erased.stores());
    Salt salt = new Salt();
    SortedMap<String, List<String>> scope =
        erased.done().scope().map(some -> ScopeText.of(some, salt)).orElseGet(TreeMap::new);
    Map<String, Object> certificate = certificate(erased, request, salt, scope);
    byte[] entry = Canonical.json(certificate);
    if (entry.length > Ledger.MAX_ENTRY_BYTES) {
      throw new RicordoBug("a certificate is longer than an entry may be");
    }
    byte[] file = file(certificate, salt, scope, erased, ledger.append(entry));
    requireProved(file, erased);
    return file;
  }

  /** Whoever had events had keys: without one of its time, no store was asked for anybody. */
  private static void requireKeys(Erased erased) {
    if (erased.done().events() > 0 && erased.keys().number() == 0) {
      throw new RicordoException(
          "keys: the vault knows of none that this erasure destroyed, though events went; is it the"
              + " vault of these events, and were they not erased by another act?");
    }
  }

  /** A host's stores may be listed as not swept; database and vault are what is certified. */
  private static void requireSwept(List<SweptStore> stores) {
    List<String> holding =
        stores.stream()
            .filter(store -> !store.swept() && AskedStores.isAsked(store.name()))
            .map(SweptStore::name)
            .toList();
    if (!holding.isEmpty()) {
      throw new RicordoException(
          "stores: hold some of what was erased: " + String.join(", ", holding));
    }
  }

  private static Map<String, Object> certificate(
      Erased erased, UUID request, Salt salt, SortedMap<String, List<String>> scope) {
    boolean full = erased.done().scope().isEmpty();
    Map<String, Object> certificate = new LinkedHashMap<>();
    certificate.put("format", "ricordo-certificate");
    certificate.put("version", Certificate.VERSION);
    certificate.put("request", request.toString());
    certificate.put("right", full ? "erasure-full" : "erasure-selective");
    certificate.put("times", times(erased.times()));
    certificate.put("saltDigest", salt.digestOfItself());
    certificate.put("tenant", salt.digest("tenant", erased.tenant()));
    certificate.put("subject", salt.digest("subject", erased.customer().value()));
    certificate.put("scope", full ? Map.of("all", true) : closed(scope, salt));
    certificate.put("particulars", salt.digest("particulars", particulars(erased)));
    certificate.put("epochs", epochs(erased.aftermath()));
    certificate.put("levels", levels(erased, full, salt));
    certificate.put("checks", Map.of("coveredEventsLeft", 0, "keptUnchanged", true));
    certificate.put("stores", stores(erased.stores()));
    certificate.put("exclusions", exclusions(erased));
    certificate.put("claim", "replay-equivalence on the retained journal");
    certificate.put("verifier", Certificate.VERSION);
    certificate.put("software", Version.SOFTWARE);
    return certificate;
  }

  private static Map<String, Object> closed(SortedMap<String, List<String>> scope, Salt salt) {
    return Map.of(
        "digest", salt.digest("scope", Canonical.json(scope)),
        "conditions", scope.values().stream().mapToInt(List::size).sum());
  }

  private static Map<String, Object> times(Times times) {
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("received", times.received().toString());
    times.identified().ifPresent(at -> text.put("identified", at.toString()));
    times.restricted().ifPresent(at -> text.put("restricted", at.toString()));
    text.put("executed", times.executed().toString());
    text.put("verified", times.verified().orElse(times.executed()).toString());
    text.put("certified", times.certified().orElse(times.executed()).toString());
    return text;
  }

  private static List<Map<String, Object>> epochs(Aftermath aftermath) {
    return aftermath.epochs().stream()
        .map(
            epoch ->
                Map.<String, Object>of(
                    "number", epoch.number(),
                    "state", epoch.state(),
                    "verdict", epoch.verdict().orElse("pending")))
        .toList();
  }

  private static List<Map<String, Object>> stores(List<SweptStore> stores) {
    return stores.stream()
        .map(store -> Map.<String, Object>of("name", store.name(), "swept", store.swept()))
        .toList();
  }

  private static Map<String, Object> levels(Erased erased, boolean full, Salt salt) {
    Map<String, Object> method = Map.of("method", full ? "destroyed" : "replayed");
    List<Erased.Levels> own = erased.own();
    Forgotten done = erased.done();
    return Map.of(
        "journal",
        traced(
            Map.of("method", "destroyed", "events", done.events()),
            "journal",
            erased.journal(),
            salt),
        "snapshots",
        Map.of("method", "destroyed"),
        "keys",
        keys(erased.keys()),
        "L0",
        traced(method, "L0", own.get(0), salt),
        "L1",
        traced(method, "L1", own.get(1), salt),
        "L2",
        traced(method, "L2", own.get(2), salt),
        "L3",
        traced(
            Map.of("method", "subtracted", "cells", done.cells()), "share", erased.share(), salt),
        "L4",
        model(erased.aftermath().model()));
  }

  private static Map<String, Object> keys(DestroyedKeys keys) {
    return Map.of(
        "method", "destroyed",
        "number", keys.number(),
        "subjects", keys.subjects().orElse("none"),
        "vault", keys.vault().orElse("unknown"));
  }

  /** A level with the digests of before and after: both under one name, so that they compare. */
  private static Map<String, Object> traced(
      Map<String, Object> level, String what, Erased.Levels levels, Salt salt) {
    Function<Erased.Held, String> digest =
        held -> held.bytes().map(some -> salt.digest(what, some)).orElse("none");
    Map<String, Object> traced = new LinkedHashMap<>(level);
    traced.put("before", levels.before().map(digest).orElse("unknown"));
    traced.put("after", digest.apply(levels.after()));
    return traced;
  }

  private static List<String> exclusions(Erased erased) {
    List<String> exclusions = new ArrayList<>(EXCLUSIONS);
    if (erased.aftermath().model().pending()) {
      exclusions.add(COPIES);
    }
    if (erased.done().held()) {
      exclusions.add(HELD);
    }
    return exclusions;
  }

  private static Map<String, Object> model(TrainedModel model) {
    Map<String, Object> level = new LinkedHashMap<>();
    level.put("method", model.state().method());
    level.put("base", model.base().orElse("none"));
    model
        .due()
        .ifPresent(
            due -> {
              level.put("panels", model.panels());
              level.put("due", due.toString());
            });
    return level;
  }

  private static byte[] particulars(Erased erased) {
    return Canonical.json(said(erased.particulars()));
  }

  private static Map<String, Object> said(Particulars particulars) {
    return Map.of(
        "identity", particulars.identity(),
        "approvers", particulars.approvers(),
        "recipients", particulars.recipients(),
        "basis", particulars.basis());
  }

  private byte[] file(
      Map<String, Object> certificate,
      Salt salt,
      SortedMap<String, List<String>> scope,
      Erased erased,
      LogProof proof) {
    return Canonical.json(
        Map.of(
            "format",
            "ricordo-certificate-file",
            "version",
            Certificate.VERSION,
            "certificate",
            certificate,
            "salt",
            salt.text(),
            "scope",
            scope,
            "particulars",
            said(erased.particulars()),
            "key",
            ledger.key().toString(),
            "proof",
            new String(proof.bytes(), StandardCharsets.UTF_8)));
  }

  private void requireProved(byte[] file, Erased erased) {
    Verdict verdict =
        new Verifier(
                Optional.of(NoteKey.parse(ledger.key().toString())),
                Optional.of(erased.customer().value()),
                Optional.of(erased.tenant()),
                List.of())
            .verify(file);
    if (verdict instanceof Verdict.Refuted refuted) {
      throw new RicordoBug("a certificate does not verify: " + refuted.check());
    }
  }
}
