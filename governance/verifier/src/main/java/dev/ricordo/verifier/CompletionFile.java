package dev.ricordo.verifier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shows that bases were destroyed: entries of a ledger, each with its proof. It names nobody, and
 * completes every certificate that waits for these bases alone. Immutable.
 */
final class CompletionFile {

  private static final String WHAT = "completion";
  private static final Set<String> MEMBERS = Set.of("format", "version", "entries");

  /** Version 1 of an entry, which had no tenant. */
  private static final Set<String> FIRST =
      Set.of(
          "format", "version", "at", "step", "base", "panel", "approvers", "present", "software");

  private static final Set<String> RETIRED =
      Stream.concat(FIRST.stream(), Stream.of("tenant")).collect(Collectors.toUnmodifiableSet());

  private final List<Retired> entries = new ArrayList<>();

  /**
   * One base that was destroyed.
   *
   * @param presentPanel the panel of the base that serves since; empty if it has none, or none does
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Retired(
      byte[] entry, EntryProof proof, String panel, Instant at, Optional<String> presentPanel) {}

  private CompletionFile(Map<String, Object> values) {
    Members members = Members.of(WHAT, values, MEMBERS);
    members.oneOf("format", "ricordo-completion-file");
    members.requireNumber("version", 1);
    for (Map<String, Object> one : members.maps("entries")) {
      entries.add(retired(Members.of(WHAT + ".entries", one, Set.of("entry", "proof"))));
    }
  }

  /**
   * Reads a file and verifies nothing.
   *
   * @throws MalformedException if it is none of this version
   */
  static CompletionFile parse(byte[] bytes) {
    if (bytes.length > CertificateFile.MAX_BYTES) {
      throw new MalformedException(WHAT + ": is too long");
    }
    return new CompletionFile(Json.read(bytes, WHAT));
  }

  private static Retired retired(Members pair) {
    boolean first = Long.valueOf(1).equals(pair.map("entry").get("version"));
    Members entry = Members.of(WHAT + ".entry", pair.map("entry"), first ? FIRST : RETIRED);
    entry.oneOf("format", "ricordo-release");
    entry.requireNumber("version", first ? 1 : 2);
    entry.oneOf("step", "retired");
    if (!first) {
      entry.digest("tenant");
    }
    Members present = entry.object("present", "base", "panel");
    String presentPanel = present.text("panel");
    return new Retired(
        Json.canonical(pair.map("entry")),
        EntryProof.parse(pair.text("proof")),
        entry.object("panel", "id", "enrolled", "lastPosition", "members", "debts").text("id"),
        entry.time("at"),
        presentPanel.equals("none") ? Optional.empty() : Optional.of(presentPanel));
  }

  /**
   * Why it does not complete a certificate; empty if it does.
   *
   * @param log whose signature each proof must have
   * @param witnesses each of whom must have cosigned it
   */
  Optional<String> refuted(Certificate certificate, NoteKey log, List<NoteKey> witnesses) {
    List<String> owed = certificate.model().panels();
    for (Retired one : entries) {
      if (one.proof().refuted(one.entry(), log, witnesses).isPresent()) {
        return Optional.of("an entry is not proved to be in the ledger of the certificate's key");
      }
      if (one.presentPanel().filter(owed::contains).filter(p -> serves(p, one)).isPresent()) {
        return Optional.of("the base that served then holds what was forgotten");
      }
    }
    for (String panel : owed) {
      if (entries.stream().noneMatch(one -> completes(one, panel, certificate))) {
        return Optional.of("panel " + panel + " is not said to be destroyed after the erasure");
      }
    }
    return Optional.empty();
  }

  /** Whether the base of the panel, which served then, is not said to be destroyed since. */
  private boolean serves(String panel, Retired then) {
    return entries.stream()
        .noneMatch(one -> one.panel().equals(panel) && one.at().isAfter(then.at()));
  }

  private static boolean completes(Retired one, String panel, Certificate certificate) {
    return one.panel().equals(panel) && !one.at().isBefore(certificate.executed());
  }

  /** When the last of the bases was destroyed. */
  Instant at() {
    return entries.stream().map(Retired::at).max(Instant::compareTo).orElse(Instant.EPOCH);
  }
}
