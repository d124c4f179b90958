package dev.ricordo.governance.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricordo.Scope;
import dev.ricordo.audit.AuditorReport;
import dev.ricordo.evidence.EvidenceLedger;
import dev.ricordo.evidence.LedgerPlace;
import dev.ricordo.ledger.NoteVerifier;
import dev.ricordo.verifier.Verdict;
import dev.ricordo.verifier.Verdict.Check;
import dev.ricordo.verifier.VerdictText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Certificates that were changed, cut off or made up. */
final class ForgedCertificateTest extends CertificateFixture {

  @Test
  void everyChangedByte_isCaught() {
    long changes = 0;
    for (Optional<Scope> scope : List.of(Optional.of(VIEWS), Optional.<Scope>empty())) {
      byte[] file = certificate(scope);
      changes += 3L * file.length;
      for (int i = 0; i < file.length; i++) {
        for (int bit : List.of(0, 3, 5)) {
          byte[] changed = file.clone();
          changed[i] ^= (byte) (1 << bit);
          assertThat(verify(changed)).as("byte %s", i).isInstanceOf(Verdict.Refuted.class);
        }
      }
    }
    AuditorReport.found(
        "Is a certificate that was changed in one byte found?", changes + " changes, all refuted");
  }

  @Test
  void everyByteCutOff_isCaught() {
    byte[] file = certificate(Optional.empty());
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThat(verify(cut)).as("length %s", length).isInstanceOf(Verdict.Refuted.class);
    }
  }

  @Test
  void everyChangedField_isCaught_byACheckThatIsNamed() {
    JsonNode file = json(certificate(Optional.of(VIEWS)));
    List<String> fields = new ArrayList<>();
    file.at("/certificate").fieldNames().forEachRemaining(fields::add);
    for (String field : fields) {
      ObjectNode changed = file.deepCopy();
      ((ObjectNode) changed.get("certificate")).put(field, "2026-03-01T18:00:01Z");
      Verdict verdict = verify(canonical(changed));
      assertThat(verdict).as(field).isInstanceOf(Verdict.Refuted.class);
      assertThat(VerdictText.lines(verdict).get(0)).startsWith("NOT PROVED. This check failed: ");
    }
  }

  /** What somebody might change in a file, and the check that finds it. */
  record Forgery(String name, Check check, Consumer<ObjectNode> change) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Forgery> forgeries() {
    return Stream.of(
        new Forgery("member added", Check.FORMAT, file -> file.put("more", 1)),
        new Forgery("member missing", Check.FORMAT, file -> file.remove("salt")),
        new Forgery("first version", Check.FORMAT, file -> file.put("version", 1)),
        new Forgery("second version", Check.FORMAT, file -> file.put("version", 2)),
        new Forgery("third version", Check.FORMAT, file -> file.put("version", 3)),
        new Forgery("later version", Check.FORMAT, file -> file.put("version", 5)),
        new Forgery(
            "other approver",
            Check.PARTICULARS,
            file -> ((ObjectNode) file.get("particulars")).putArray("approvers").add("nobody")),
        new Forgery(
            "no rebuild",
            Check.INCLUSION,
            file -> level(file, "L4").put("method", "not trained on what was forgotten")),
        new Forgery(
            "other epochs",
            Check.INCLUSION,
            file ->
                in(file)
                    .putArray("epochs")
                    .addObject()
                    .put("number", 7)
                    .put("state", "examined again")
                    .put("verdict", "promoted")),
        new Forgery(
            "store said to be swept",
            Check.INCLUSION,
            file -> ((ObjectNode) in(file).get("stores").get(1)).put("swept", true)),
        new Forgery(
            "other basis",
            Check.PARTICULARS,
            file -> ((ObjectNode) file.get("particulars")).put("basis", "because")),
        new Forgery(
            "other journal before",
            Check.INCLUSION,
            file -> level(file, "journal").put("before", "0".repeat(64))),
        new Forgery(
            "other profile after",
            Check.INCLUSION,
            file -> level(file, "L2").put("after", "0".repeat(64))),
        new Forgery("other claim", Check.FORMAT, file -> in(file).put("claim", "all is well")),
        new Forgery("negative", Check.FORMAT, file -> level(file, "journal").put("events", -1)),
        new Forgery("not destroyed", Check.FORMAT, file -> level(file, "L0").put("method", "kept")),
        new Forgery(
            "earlier", Check.FORMAT, file -> times(file).put("executed", "2026-01-01T00:00:00Z")),
        new Forgery("salt", Check.SALT, file -> file.put("salt", "0".repeat(64))),
        new Forgery("scope", Check.SCOPE, file -> scope(file).putArray("kinds").add("cart")),
        new Forgery("more scope", Check.SCOPE, file -> scope(file).putArray("items").add("i1")),
        new Forgery(
            "more events", Check.INCLUSION, file -> level(file, "journal").put("events", 9)),
        new Forgery(
            "other time",
            Check.INCLUSION,
            file -> times(file).put("certified", "2027-01-01T00:00:00Z")),
        new Forgery(
            "verified before it was done",
            Check.FORMAT,
            file -> times(file).put("verified", "2026-03-01T17:59:59Z")),
        new Forgery("other index", Check.INCLUSION, file -> proof(file, "index 1", "index 0")),
        new Forgery(
            "other origin", Check.SIGNATURE, file -> proof(file, "\n\nricordo", "\n\nricorda")),
        new Forgery("no signature", Check.SIGNATURE, file -> proof(file, "— ricordo", "— ricorda")),
        new Forgery("extra line", Check.FORMAT, file -> proof(file, "index", "extra AA==\nindex")));
  }

  private static ObjectNode times(ObjectNode file) {
    return (ObjectNode) in(file).get("times");
  }

  private static void proof(ObjectNode file, String what, String by) {
    file.put("proof", file.get("proof").asText().replace(what, by));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void aForgery_isCaught_byItsCheck(Forgery forgery) {
    certificate(Optional.of(VIEWS));
    ObjectNode file = (ObjectNode) json(certificate(Optional.of(VIEWS)));
    forgery.change().accept(file);

    assertThat(verify(canonical(file)))
        .isInstanceOfSatisfying(
            Verdict.Refuted.class,
            refuted -> assertThat(refuted.check()).as(refuted.why()).isEqualTo(forgery.check()));
  }

  @Test
  void spacesAndSecondSpellings_areRefused() {
    String file = new String(certificate(Optional.empty()), StandardCharsets.UTF_8);
    List<String> others =
        List.of(
            " " + file,
            file + "\n",
            file.replace("\"version\":4", "\"version\":4.0"),
            file.replace("\"version\":4", "\"version\":04"),
            file.replaceFirst("\\{", "{\"salt\":\"\","),
            file.replace("erasure-full", "erasure\\u002dfull"),
            "[".repeat(100_000));

    for (String other : others) {
      assertThat(verify(other.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOfSatisfying(
              Verdict.Refuted.class,
              refuted -> assertThat(refuted.check()).isEqualTo(Check.FORMAT));
    }
  }

  @Test
  void aCertificateOfAnotherLedger_isRefused_evenIfItIsGivenThisKeysName() throws IOException {
    byte[] other;
    NoteVerifier key;
    try (EvidenceLedger second = EvidenceLedger.open(LedgerPlace.in(folder.resolve("second")))) {
      EvidenceLedger first = ledger;
      ledger = second;
      other = certificate(Optional.empty());
      key = second.key();
      ledger = first;
    }
    ObjectNode renamed = (ObjectNode) json(other);
    renamed.put("key", ledger.key().toString());

    assertThat(verify(other)).isEqualTo(new Verdict.Refuted(Check.KEY, "the file names " + key));
    assertThat(verify(canonical(renamed)))
        .isInstanceOfSatisfying(
            Verdict.Refuted.class,
            refuted -> assertThat(refuted.check()).isEqualTo(Check.SIGNATURE));
  }

  @Test
  void anEntryThatContradictsItself_isRefused_thoughTheLedgerHasIt() {
    Map<String, Consumer<ObjectNode>> lies =
        Map.of(
            "left", file -> ((ObjectNode) in(file).get("checks")).put("coveredEventsLeft", 1),
            "kept", file -> ((ObjectNode) in(file).get("checks")).put("keptUnchanged", false),
            "memory", file -> level(file, "L1").put("after", "0".repeat(64)),
            "keys", file -> level(file, "keys").put("number", 0));
    lies.forEach(
        (name, lie) -> {
          ObjectNode file = (ObjectNode) json(certificate(Optional.empty()));
          lie.accept(file);
          byte[] entry = canonical(file.get("certificate"));
          file.put("proof", new String(ledger.append(entry).bytes(), StandardCharsets.UTF_8));
          assertThat(verify(canonical(file)))
              .as(name)
              .isInstanceOfSatisfying(
                  Verdict.Refuted.class,
                  refuted -> assertThat(refuted.check()).isEqualTo(Check.FORMAT));
        });
  }
}
