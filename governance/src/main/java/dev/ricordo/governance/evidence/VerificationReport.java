package dev.ricordo.governance.evidence;

import dev.ricordo.governance.Version;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import dev.ricordo.verifier.Certificate;
import dev.ricordo.verifier.Cosignature;
import dev.ricordo.verifier.Verdict;
import dev.ricordo.verifier.VerdictText;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What checking a certificate found.
 *
 * @param seed always null: nothing here is random
 * @param proved whether every check holds
 * @param keyGiven whether the ledger's key came from elsewhere than the file
 * @param failedCheck the check that does not hold, null if all do
 * @param index of the ledger's entry, from 0; null if nothing is proved, like what follows
 * @param size of the ledger when the proof was made
 * @param request which request it was, random
 * @param right {@code erasure-full} or {@code erasure-selective}
 * @param executed when it was carried out, ISO 8601
 * @param events how many events were destroyed
 * @param keys how many keys were destroyed
 * @param cells in how many cells the collective sums have changed
 * @param trainedModel what it means for the trained models, as the certificate has it
 * @param witnesses names of the witnesses that were asked for and have cosigned
 * @param completed when the last base that held what was forgotten was destroyed, ISO 8601; null if
 *     that was not shown
 * @param text the same in plain words, line by line
 */
public record VerificationReport(
    String command,
    String version,
    Machine machine,
    @Nullable Long seed,
    boolean proved,
    boolean keyGiven,
    @Nullable String failedCheck,
    @Nullable Long index,
    @Nullable Long size,
    @Nullable String request,
    @Nullable String right,
    @Nullable String executed,
    @Nullable Long events,
    @Nullable Long keys,
    @Nullable Long cells,
    @Nullable String trainedModel,
    @Nullable String completed,
    List<String> witnesses,
    List<String> text)
    implements Report {

  private static final String COMMAND = "verify";

  public VerificationReport {
    witnesses = List.copyOf(witnesses);
    text = List.copyOf(text);
  }

  /**
   * @param keyGiven whether a key was given to check with
   */
  public static VerificationReport of(Verdict verdict, boolean keyGiven) {
    List<String> text = VerdictText.lines(verdict);
    return verdict instanceof Verdict.Proved proved
        ? proved(proved, text)
        : refuted((Verdict.Refuted) verdict, keyGiven, text);
  }

  private static VerificationReport proved(Verdict.Proved proved, List<String> text) {
    Certificate certificate = proved.file().certificate();
    return new VerificationReport(
        COMMAND,
        Version.TEXT,
        Machine.here("cpu"),
        null,
        true,
        proved.keyGiven(),
        null,
        proved.index(),
        proved.size(),
        certificate.request(),
        certificate.right(),
        certificate.executed().toString(),
        certificate.events(),
        certificate.keys().number(),
        certificate.cells(),
        certificate.model().state().method(),
        proved.completed().map(Instant::toString).orElse(null),
        proved.cosignatures().stream().map(Cosignature::witness).toList(),
        text);
  }

  private static VerificationReport refuted(
      Verdict.Refuted refuted, boolean keyGiven, List<String> text) {
    return new VerificationReport(
        COMMAND,
        Version.TEXT,
        Machine.here("cpu"),
        null,
        false,
        keyGiven,
        refuted.check().toString(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        text);
  }

  @Override
  public List<String> toLines() {
    return text;
  }
}
