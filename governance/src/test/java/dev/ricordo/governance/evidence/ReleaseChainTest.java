package dev.ricordo.governance.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.base.Base;
import dev.ricordo.base.RandomBases;
import dev.ricordo.consolidation.Finding;
import dev.ricordo.evidence.EvidenceLedger;
import dev.ricordo.evidence.LedgerPlace;
import dev.ricordo.ledger.LedgerView;
import dev.ricordo.ledger.TiledSource;
import dev.ricordo.ledger.Trust;
import dev.ricordo.panel.Panel;
import dev.ricordo.panel.PanelRules;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseChainTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<String> TWO = List.of("ann", "bob");
  private static final Base[] BASES = {
    RandomBases.create(1, 10), RandomBases.create(2, 10), RandomBases.create(3, 10)
  };

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final List<String> entries = new ArrayList<>();

  /**
   * 0: the first serves; 1: it owes and is held; 2: the second serves; 3: the first is destroyed;
   * 4: the third serves; 5: the second is destroyed.
   */
  @BeforeEach
  void decide() {
    LedgerPlace place = LedgerPlace.in(folder.resolve("ledger"));
    try (EvidenceLedger ledger = EvidenceLedger.open(place)) {
      ReleaseRecorder recorder = new ReleaseRecorder(ledger, "shop");
      recorder.decided(panel(0, 0), true, gates(0), Optional.empty(), TWO, NOON);
      recorder.decided(panel(0, 1), false, gates(1), digest(0), TWO, NOON);
      recorder.decided(panel(1, 0), true, gates(0), digest(0), TWO, NOON);
      recorder.retired(panel(0, 1), Optional.of(BASES[1]), "ann", NOON);
      recorder.decided(panel(2, 0), true, gates(0), digest(1), TWO, NOON);
      recorder.retired(panel(1, 0), Optional.of(BASES[2]), "ann", NOON);
      LedgerView view =
          LedgerView.open(new TiledSource(place.reader(ledger.key())), Trust.of(ledger.key()));
      view.entries(0, view.size()).forEach(entry -> entries.add(new String(entry, UTF_8)));
    }
  }

  private static Optional<String> digest(int base) {
    return Optional.of(HexFormat.of().formatHex(BASES[base].digest()));
  }

  private static Panel panel(int base, long debts) {
    return new Panel(
        new UUID(7, base),
        NOON,
        100,
        200,
        new PanelRules(false, 1_000),
        digest(base),
        debts,
        debts > 0 ? Optional.of(NOON) : Optional.empty(),
        Optional.empty());
  }

  private static List<Finding> gates(long debts) {
    return List.of(
        new Finding("debts", debts == 0, debts, 0, "customers"),
        new Finding("members", true, 200, 100, "customers"),
        new Finding("largest share", true, 20_000, 50_000, "ppm"));
  }

  private List<String> findings() {
    ReleaseChain chain = new ReleaseChain();
    for (int i = 0; i < entries.size(); i++) {
      chain.read(i, entries.get(i).getBytes(UTF_8));
    }
    return chain.findings();
  }

  @Test
  void entriesAsTheyWereWritten_follow() {
    assertThat(findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2, entry 2, 1", "4, entry 4, 1"})
  void promotionThatIsLeftOut_isMissed(int left, String where, int number) {
    entries.remove(left);

    assertThat(findings())
        .hasSize(number)
        .allMatch(finding -> finding.startsWith(where))
        .allMatch(finding -> finding.endsWith("a promotion is missing"));
  }

  /** The first of a ledger: what served before is not known. */
  @Test
  void firstEntryThatIsLeftOut_isNotMissed() {
    entries.remove(0);

    assertThat(findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1", "3", "5"})
  void whatChangesNothing_isNotMissed(int left) {
    entries.remove(left);

    assertThat(findings()).isEmpty();
  }

  @Test
  void promotionThatNeverTookEffect_isNoneThatIsMissing() {
    entries.add(3, entries.get(2));

    assertThat(findings()).isEmpty();
  }

  @Test
  void releasesOfAnotherTenant_areFollowedByThemselves() {
    List<String> others =
        entries.stream()
            .map(entry -> entry.replaceAll("\"tenant\":\"[0-9a-f]{4}", "\"tenant\":\"0000"))
            .toList();
    entries.add(1, others.get(0));
    entries.add(4, others.get(2));

    assertThat(findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | \"step\":\"promoted\" | \"step\":\"served\" | is no step that is known",
        "0 | \"step\":\"promoted\" | \"step\":\"held\" | does not follow from what gates found",
        "1 | \"step\":\"held\" | \"step\":\"promoted\" | does not follow from what gates found",
        "0 | [\"ann\",\"bob\"] | [\"ann\"] | two people did not agree",
        "0 | [\"ann\",\"bob\"] | [\"ann\",\" Ann \"] | two people did not agree",
        "0 | [\"ann\",\"bob\"] | [\"ann lee\",\"Ann  Lee\"] | two people did not agree",
        "3 | [\"ann\"] | [] | nobody decided about it",
        "0 | \"measured\":200 | \"measured\":99 | gate \"members\" does not follow",
        "0 | \"measured\":20000 | \"measured\":60000 | gate \"largest share\" does not follow",
        "1 | \"measured\":1 | \"measured\":0 | gate \"debts\" does not follow",
        "1 | \"debts\":1 | \"debts\":2 | gate \"debts\" measured something else",
        "3 | \"debts\":1 | \"debts\":0 | its panel owes less",
        "3 | \"members\":200 | \"members\":201 | says something else of its panel or base",
        "3 | \"lastPosition\":100 | \"lastPosition\":99 | says something else of its panel or base",
      })
  void entryThatSaysSomethingElse_isFound(int which, String said, String instead, String finding) {
    change(which, said, instead);

    assertThat(findings()).anyMatch(found -> found.contains("entry " + which + ", release "));
    assertThat(findings()).anyMatch(found -> found.contains(finding));
  }

  private void change(int which, String said, String instead) {
    assertThat(entries.get(which)).contains(said);
    entries.set(which, entries.get(which).replace(said, instead));
  }

  @Test
  void otherBases_areFound() {
    change(3, digest(0).orElseThrow(), digest(2).orElseThrow());
    assertThat(findings()).hasSize(1).allMatch(found -> found.contains("of its panel or base"));
  }

  @Test
  void otherBaseThatServes_isFound() {
    change(5, digest(2).orElseThrow(), digest(1).orElseThrow());
    assertThat(findings())
        .anyMatch(found -> found.contains("destroys the base that serves"))
        .hasSize(1);
  }

  @Test
  void whatWasDestroyed_doesNotServeAgain() {
    entries.add(entries.get(2));

    assertThat(findings()).contains("entry 6, release promoted: was destroyed before");
  }

  @Test
  void certificateThatIsNone_isFound() {
    entries.add("{\"format\":\"ricordo-certificate\",\"version\":2}");
    entries.add("{\"format\":\"somebody's\"}");

    assertThat(findings())
        .singleElement()
        .satisfies(
            found -> assertThat(found).startsWith("entry 6, certificate: certificate: lacks"));
  }

  @Test
  void certificateThatWaitsForWhatWasDestroyed_isFound() throws Exception {
    Path golden = Path.of("verifier", "src", "test", "resources", "golden", "selective-2.json");
    JsonNode read = new ObjectMapper().readTree(golden.toFile()).get("certificate");
    String certificate =
        read.toString().replace(read.at("/levels/L4/panels/0").asText(), new UUID(7, 0).toString());
    entries.add(3, certificate);
    assertThat(findings()).as("it waits, and then it goes").isEmpty();
    entries.remove(3);
    entries.add(certificate);

    assertThat(findings())
        .singleElement()
        .satisfies(found -> assertThat(found).contains("which entry 3 says was destroyed before"));
  }
}
