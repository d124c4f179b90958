package dev.ricordo.governance.evidence;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.RicordoException;
import dev.ricordo.evidence.Canonical;
import dev.ricordo.evidence.LedgerPlace;
import dev.ricordo.ledger.LedgerException;
import dev.ricordo.ledger.LedgerView;
import dev.ricordo.ledger.LogProof;
import dev.ricordo.ledger.NoteVerifier;
import dev.ricordo.verifier.Certificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds in a ledger that the bases were destroyed which a certificate waits for, and writes the
 * file that shows it: {@code docs/formats/certificate.md}.
 */
public final class Completion {

  private static final int BATCH = 256;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Completion() {}

  /**
   * The file of a certificate.
   *
   * @throws IllegalArgumentException if the certificate waits for no base
   * @throws RicordoException if the ledger cannot be read, is not what was signed, or does not say
   *     of each base that it was destroyed
   */
  public static byte[] of(Certificate certificate, LedgerPlace place, NoteVerifier key) {
    if (!certificate.model().pending()) {
      throw new IllegalArgumentException("certificate: waits for no base");
    }
    try {
      LedgerView view = place.view(key);
      return file(certificate, view);
    } catch (LedgerException e) {
      throw new RicordoException("--ledger: " + place + ": " + e.getMessage(), e);
    }
  }

  private static byte[] file(Certificate certificate, LedgerView view) {
    Set<String> owed = new HashSet<>(certificate.model().panels());
    List<Map<String, Object>> shown = new ArrayList<>();
    for (long from = 0; from < view.size() && !owed.isEmpty(); from += BATCH) {
      List<byte[]> entries = view.entries(from, Math.min(view.size(), from + BATCH));
      for (int i = 0; i < entries.size(); i++) {
        Map<String, Object> entry = read(entries.get(i));
        if (retires(entry, certificate) && owed.remove(panel(entry))) {
          shown.add(Map.of("entry", entry, "proof", text(view.prove(from + i))));
        }
      }
    }
    if (!owed.isEmpty()) {
      throw new RicordoException(
          "completion: the ledger does not say of panel "
              + owed.iterator().next()
              + " that its base was destroyed: ricordo release list says when it is due");
    }
    return Canonical.json(
        Map.of("format", "ricordo-completion-file", "version", 1, "entries", shown));
  }

  private static Map<String, Object> read(byte[] entry) {
    try {
      return MAPPER.readValue(entry, new TypeReference<Map<String, Object>>() {});
    } catch (IOException e) {
      return Map.of(); // an entry of somebody else's
    }
  }

  private static boolean retires(Map<String, Object> entry, Certificate certificate) {
    return ReleaseRecorder.FORMAT.equals(entry.get("format"))
        && ReleaseRecorder.RETIRED.equals(entry.get("step"))
        && !Instant.parse(String.valueOf(entry.get("at"))).isBefore(certificate.executed());
  }

  private static String panel(Map<String, Object> entry) {
    return entry.get("panel") instanceof Map<?, ?> panel ? String.valueOf(panel.get("id")) : "";
  }

  private static String text(LogProof proof) {
    return new String(proof.bytes(), StandardCharsets.UTF_8);
  }
}
