package dev.ricordo.governance.evidence;

import dev.ricordo.RicordoBug;
import dev.ricordo.RicordoException;
import dev.ricordo.evidence.Canonical;
import dev.ricordo.evidence.EvidenceLedger;
import dev.ricordo.governance.Version;
import dev.ricordo.ledger.Ledger;
import dev.ricordo.ledger.LogProof;
import dev.ricordo.verifier.Certificate;
import dev.ricordo.verifier.Particulars;
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
   * @throws RicordoException if the ledger cannot be written
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

  private static Map<String, Object> certificate(
      Erased erased, UUID request, Salt salt, SortedMap<String, List<String>> scope) {
    boolean full = erased.done().scope().isEmpty();
    Map<String, Object> certificate = new LinkedHashMap<>();
    certificate.put("format", "ricordo-certificate");
    certificate.put("version", Certificate.VERSION);
    certificate.put("request", request.toString());
    certificate.put("right", full ? "erasure-full" : "erasure-selective");
    certificate.put("received", erased.received().toString());
    certificate.put("executed", erased.done().at().toString());
    certificate.put("saltDigest", salt.digestOfItself());
    certificate.put("tenant", salt.digest("tenant", erased.tenant()));
    certificate.put("subject", salt.digest("subject", erased.customer().value()));
    certificate.put("scope", full ? Map.of("all", true) : closed(scope, salt));
    certificate.put("particulars", salt.digest("particulars", particulars(erased)));
    certificate.put("epochs", erased.aftermath().epochs());
    certificate.put("levels", levels(erased, full));
    certificate.put(
        "memory", erased.memory().map(bytes -> salt.digest("memory", bytes)).orElse("none"));
    certificate.put("checks", Map.of("coveredEventsLeft", 0, "keptUnchanged", true));
    certificate.put("stores", erased.stores());
    certificate.put("exclusions", exclusions(erased));
    certificate.put("claim", "replay-equivalence on the retained journal");
    certificate.put("verifier", Certificate.VERSION);
    certificate.put("software", "ricordo " + Version.TEXT);
    return certificate;
  }

  private static Map<String, Object> closed(SortedMap<String, List<String>> scope, Salt salt) {
    return Map.of(
        "digest", salt.digest("scope", Canonical.json(scope)),
        "conditions", scope.values().stream().mapToInt(List::size).sum());
  }

  private static Map<String, Object> levels(Erased erased, boolean full) {
    Map<String, Object> own = Map.of("method", full ? "destroyed" : "replayed");
    return Map.of(
        "journal", Map.of("method", "destroyed", "events", erased.done().events()),
        "snapshots", Map.of("method", "destroyed"),
        "keys", Map.of("method", "destroyed", "number", erased.keys()),
        "L0", own,
        "L1", own,
        "L2", own,
        "L3", Map.of("method", "subtracted", "cells", erased.done().cells()),
        "L4", model(erased.aftermath().model()));
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
        "recipients", particulars.recipients());
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
                Optional.of(ledger.key()),
                Optional.of(erased.customer().value()),
                Optional.of(erased.tenant()))
            .verify(file);
    if (verdict instanceof Verdict.Refuted refuted) {
      throw new RicordoBug("a certificate does not verify: " + refuted.check());
    }
  }
}
