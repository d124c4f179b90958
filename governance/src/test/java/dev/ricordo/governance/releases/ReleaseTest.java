package dev.ricordo.governance.releases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.ricordo.RicordoException;
import dev.ricordo.audit.AuditorReport;
import dev.ricordo.base.Base;
import dev.ricordo.base.BaseRegistry;
import dev.ricordo.catalogue.Item;
import dev.ricordo.consent.Purpose;
import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.Finding;
import dev.ricordo.djl.Device;
import dev.ricordo.djl.TrainingSettings;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import dev.ricordo.evidence.EvidenceLedger;
import dev.ricordo.evidence.LedgerPlace;
import dev.ricordo.evidence.hold.Evidence;
import dev.ricordo.evidence.hold.KeepingJournal;
import dev.ricordo.governance.ForgetCustomer;
import dev.ricordo.governance.Forgotten;
import dev.ricordo.governance.evidence.Aftermath;
import dev.ricordo.governance.evidence.Certifier;
import dev.ricordo.governance.evidence.Completion;
import dev.ricordo.governance.evidence.Erased;
import dev.ricordo.governance.evidence.KeyRecord;
import dev.ricordo.governance.evidence.LedgerAuditReport;
import dev.ricordo.governance.evidence.LedgerReport;
import dev.ricordo.governance.evidence.ReleaseRecorder;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.Training;
import dev.ricordo.ledger.NoteVerifier;
import dev.ricordo.panel.Panel;
import dev.ricordo.panel.PanelRules;
import dev.ricordo.spi.Journal;
import dev.ricordo.verifier.CertificateFile;
import dev.ricordo.verifier.CertificatePage;
import dev.ricordo.verifier.NoteKey;
import dev.ricordo.verifier.Particulars;
import dev.ricordo.verifier.SweptStore;
import dev.ricordo.verifier.Times;
import dev.ricordo.verifier.TrainedModel;
import dev.ricordo.verifier.Verdict;
import dev.ricordo.verifier.Verifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON.plusSeconds(86_400), ZoneOffset.UTC);
  private static final PanelRules EVERYBODY = new PanelRules(false, 1_000);
  private static final CustomerId ANNA = customer(7);
  private static final ReleaseGates FEW = new ReleaseGates(30, 100_000, 30, 300_000);
  private static final List<Item> ITEMS =
      IntStream.range(0, 24)
          .mapToObj(
              i -> new Item(ItemId.of("item " + i), "", "c" + i / 6, "", OptionalDouble.empty()))
          .toList();

  @TempDir Path folder;

  private final Journal journal = Journal.inMemory();

  private static CustomerId customer(int number) {
    return CustomerId.of("customer " + number);
  }

  /** The events of 60 customers who go round in a category each, in turns. */
  private static List<Event> events() {
    Random random = new Random(5);
    List<Event> events = new ArrayList<>();
    for (int turn = 0; turn < 8; turn++) {
      for (int c = 0; c < 60; c++) {
        ItemId item = ITEMS.get(c % 4 * 6 + (turn + random.nextInt(2)) % 6).id();
        EventKind kind = random.nextInt(4) == 0 ? EventKind.PURCHASE : EventKind.VIEW;
        events.add(
            Event.of(kind, customer(c), item, NOON.plusSeconds(turn * 600L + c))
                .withId(EventId.of(c + "-" + turn)));
      }
    }
    return events;
  }

  private static Journal journal(Predicate<Event> there) {
    Journal journal = Journal.inMemory();
    events().stream().filter(there).forEach(event -> journal.append(List.of(event)));
    return journal;
  }

  private void fill() {
    journal.append(events());
  }

  private static TrainingSettings settings() {
    return Training.settings(3, Device.CPU, OptionalInt.of(2));
  }

  private BaseRegistry registry() {
    return new BaseRegistry(folder.resolve("bases"));
  }

  private TrainRelease training() {
    return new TrainRelease(journal, registry(), ITEMS, CLOCK);
  }

  private String train() {
    return training().train(EVERYBODY, settings(), Progress.silent()).release();
  }

  private Panel panel(String release) {
    return ReleaseNames.panel(journal, release).orElseThrow();
  }

  @Test
  void whereConsentIsRequired_nobodyIsTrainedOnWhoNeverSpoke() {
    fill();
    String first = train();
    registry().serve(first);
    assertThat(list(NOON).unconsented()).isZero();
    for (int number = 0; number < 40; number++) {
      journal.stand(customer(number), said -> said.withConsent(Purpose.TRAIN, true), NOON);
    }
    journal
        .epochs()
        .putRules(
            Optional.empty(),
            ConsolidationRules.DEFAULT.withRequiredConsent(Set.of(Purpose.TRAIN)));

    assertThat(list(NOON).unconsented()).isOne();
    assertThat(list(NOON).toLines())
        .filteredOn(line -> line.endsWith("require consent to training: rebuild it"))
        .singleElement(STRING)
        .startsWith(first);
    assertThat(panel(first).members()).isEqualTo(60);
    assertThat(panel(train()).members()).isEqualTo(40);
    String rebuilt = training().rebuild(first, Progress.silent()).release();
    assertThat(panel(rebuilt).members()).isEqualTo(40);
    try (EvidenceLedger ledger = EvidenceLedger.open(LedgerPlace.in(folder.resolve("ledger")))) {
      PromoteRelease promoting =
          new PromoteRelease(journal, registry(), recorder(ledger), FEW, CLOCK);
      assertThatThrownBy(() -> promoting.promote(first, "ann", "bob", Progress.silent()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("require consent to training; rebuild it");
      assertThat(promoting.promote(rebuilt, "ann", "bob", Progress.silent()).findings())
          .extracting(Finding::gate)
          .contains("members");
    }
    assertThat(list(NOON).unconsented()).isZero();
  }

  @Test
  void rebuildWithoutAPerson_isTheBaseThatNeverHadThem() {
    fill();
    String first = train();
    journal.erase(ANNA, NOON.plusSeconds(99_999));
    ReleaseTrainingReport rebuilt = training().rebuild(first, Progress.silent());

    Journal never = journal(event -> !event.customer().equals(ANNA));
    BaseRegistry elsewhere = new BaseRegistry(folder.resolve("elsewhere"));
    String there =
        new TrainRelease(never, elsewhere, ITEMS, CLOCK)
            .train(EVERYBODY, settings(), Progress.silent())
            .release();

    requireSame(registry().read(rebuilt.release()), elsewhere.read(there));
    assertThat(registry().read(rebuilt.release()).digest())
        .isNotEqualTo(registry().read(first).digest());
    assertThat(rebuilt.members()).isEqualTo(59);
    AuditorReport.found(
        "Is a base rebuilt without a customer the base of a world that never had them?",
        "0 bytes differ; 59 of 60 members");
  }

  @Test
  void rebuildWithoutSomeEvents_isTheBaseThatNeverHadThem() {
    fill();
    String first = train();
    journal.append(List.of(Event.viewed(ANNA, ITEMS.get(3).id(), NOON.plusSeconds(9_999))));
    journal.erase(ANNA, Set.of(EventId.of("7-2"), EventId.of("7-7")), NOON.plusSeconds(99_999));
    String rebuilt = training().rebuild(first, Progress.silent()).release();

    Journal never = journal(event -> !Set.of("7-2", "7-7").contains(event.id().value()));
    BaseRegistry elsewhere = new BaseRegistry(folder.resolve("elsewhere"));
    String there =
        new TrainRelease(never, elsewhere, ITEMS, CLOCK)
            .train(EVERYBODY, settings(), Progress.silent())
            .release();

    requireSame(registry().read(rebuilt), elsewhere.read(there));
  }

  private static void requireSame(Base one, Base other) {
    assertThat(one.digest()).isEqualTo(other.digest());
    assertThat(one.mix()).isEqualTo(other.mix());
    assertThat(one.collectiveRules()).isEqualTo(other.collectiveRules());
    assertThat(one.manifest().dataDigest()).isEqualTo(other.manifest().dataDigest());
  }

  @Test
  void whoeverLetsNobodyTrain_isInNoPanel() {
    fill();
    journal.stand(ANNA, said -> said.withConsent(Purpose.TRAIN, false), NOON);
    String release = train();

    assertThat(panel(release).members()).isEqualTo(59);
    assertThat(panel(release).base())
        .contains(java.util.HexFormat.of().formatHex(registry().read(release).digest()));
    assertThat(registry().read(release).manifest().trainedOn())
        .hasValueSatisfying(on -> assertThat(on.members()).isEqualTo(59));
    PanelRules granted = new PanelRules(true, 1_000);
    assertThatThrownBy(() -> training().train(granted, settings(), Progress.silent()))
        .isInstanceOf(RicordoException.class)
        .hasMessage("panel: nobody with events lets their data train");
    assertThat(journal.panels().all()).filteredOn(panel -> !panel.retired()).hasSize(1);
    assertThat(registry().names()).containsExactly(release);
  }

  @Test
  void release_servesWhenGatesAndTwoPeopleLetIt_andGoesWhenItOwes() {
    fill();
    LedgerPlace place = LedgerPlace.in(folder.resolve("ledger"));
    try (EvidenceLedger ledger = EvidenceLedger.open(place)) {
      PromoteRelease promotion =
          new PromoteRelease(journal, registry(), recorder(ledger), FEW, CLOCK);
      String first = train();
      assertThatThrownBy(() -> promotion.promote(first, "ann", " Ann ", Progress.silent()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("and: must name somebody else than by");
      assertThat(registry().current()).isEmpty();
      PromotionReport promoted = promotion.promote(first, "ann", "bob", Progress.silent());
      assertThat(promoted.promoted()).as(promoted.toString()).isTrue();
      assertThat(registry().current()).contains(first);
      assertThat(promoted.figures().cases()).isEqualTo(60);

      journal.erase(ANNA, NOON.plusSeconds(99_999));
      ReleaseReport owing = list(CLOCK.instant());
      assertThat(owing.releases())
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.state()).isEqualTo("serving");
                assertThat(line.debts()).isEqualTo(1);
                assertThat(line.due()).isEqualTo("2026-04-01T15:46:39Z");
              });
      assertThat(owing.overdue()).isZero();
      assertThat(list(NOON.plus(Duration.ofDays(40))).overdue()).isEqualTo(1);
      assertThat(failed(promotion.promote(first, "ann", "bob", Progress.silent())))
          .containsExactly("debts");

      String second = training().rebuild(first, Progress.silent()).release();
      assertThat(promotion.promote(second, "ann", "bob", Progress.silent()).promoted()).isTrue();
      assertThat(registry().current()).contains(second);
      BaseRegistry elsewhere = new BaseRegistry(folder.resolve("other bases"));
      assertThatThrownBy(
              () ->
                  new PromoteRelease(journal, elsewhere, recorder(ledger), FEW, CLOCK)
                      .retire(first, "ann"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("registry: holds no release \"" + first + "\", so nothing was destroyed");
      assertThat(registry().delete(first)).isTrue(); // as if it had ended there
      promotion.retire(first, "ann");
      promotion.retire(first, "ann");
      assertThat(registry().names()).containsExactly(second);
      assertThat(journal.panels().owing(ANNA)).isEmpty();
      assertThatThrownBy(() -> promotion.retire(second, "ann"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("release: \"" + second + "\" serves, promote another first");
      assertThat(LedgerReport.of(place, key(place)).entries())
          .extracting(LedgerReport.Line::kind)
          .containsExactly(
              "release promoted", "release held", "release promoted", "release retired");
      assertThat(LedgerReport.of(place, key(place)).toLines())
          .contains("        gate debts: 1 customers, limit 0 customers, failed")
          .contains("        decided by ann, bob")
          .anyMatch(line -> line.startsWith("        served until then: "));
      assertThat(
              LedgerAuditReport.of(place, key(place), List.of(), List.of(), Optional.empty())
                  .findings())
          .isEmpty();
    }
  }

  private static ReleaseRecorder recorder(EvidenceLedger ledger) {
    return new ReleaseRecorder(ledger, "shop");
  }

  private static NoteVerifier key(LedgerPlace place) {
    try {
      return NoteVerifier.parse(Files.readString(place.publicKey()).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void certificate_waitsForTheRebuild_andIsCompletedByTheLedger() {
    fill();
    LedgerPlace place = LedgerPlace.in(folder.resolve("ledger"));
    Clock later = Clock.offset(CLOCK, Duration.ofHours(2));
    try (EvidenceLedger ledger = EvidenceLedger.open(place)) {
      PromoteRelease promotion =
          new PromoteRelease(journal, registry(), recorder(ledger), FEW, later);
      String first = train();
      promotion.promote(first, "ann", "bob", Progress.silent());
      byte[] certificate = forget(ledger, registry().read(first));
      assertThat(verify(place, certificate, Optional.empty()))
          .isInstanceOfSatisfying(
              Verdict.Proved.class,
              proved -> {
                TrainedModel model = proved.file().certificate().model();
                assertThat(model.panels()).containsExactly(panel(first).id().toString());
                assertThat(model.due()).contains(CLOCK.instant().plus(Duration.ofDays(30)));
                assertThat(proved.completed()).isEmpty();
                assertThat(CertificatePage.of(proved)).contains("Rebuild pending, due");
              });
      assertThatThrownBy(() -> completion(place, certificate))
          .isInstanceOf(RicordoException.class)
          .hasMessageContaining("that its base was destroyed");

      String second = training().rebuild(first, Progress.silent()).release();
      promotion.promote(second, "ann", "bob", Progress.silent());
      promotion.retire(first, "ann");
      byte[] completion = completion(place, certificate);

      assertThat(verify(place, certificate, Optional.of(completion)))
          .isInstanceOfSatisfying(
              Verdict.Proved.class,
              proved -> {
                assertThat(proved.completed()).contains(later.instant());
                assertThat(CertificatePage.of(proved)).contains("<td>Destroyed</td>");
              });
      requireEveryChangeFound(place, certificate, completion);
      byte[] afterwards = forget(ledger, registry().read(second));
      assertThat(verify(place, afterwards, Optional.empty()))
          .isInstanceOfSatisfying(
              Verdict.Proved.class,
              proved ->
                  assertThat(proved.file().certificate().model().state())
                      .isEqualTo(TrainedModel.State.NOT_ON_THIS));
      assertThat(verify(place, afterwards, Optional.of(completion)))
          .isEqualTo(
              new Verdict.Refuted(Verdict.Check.COMPLETION, "the certificate waits for none"));
    }
  }

  @Test
  void baseOfAPanelThatTheJournalDoesNotKnow_isNotSaidToHoldNothing() {
    fill();
    Base base = registry().read(train());
    Journal restored = journal(event -> true);

    assertThat(Aftermath.model(restored, ANNA, Optional.of(base), Duration.ofDays(30)).state())
        .isEqualTo(TrainedModel.State.UNKNOWN);
    assertThat(Aftermath.model(journal, ANNA, Optional.of(base), Duration.ofDays(30)).state())
        .isEqualTo(TrainedModel.State.NOT_ON_THIS);
  }

  @Test
  void trainingThatFails_staysInTheRegistryUnfinished_andCanBeRetired() {
    fill();
    TrainingSettings wild = new TrainingSettings(7, Device.CPU, 60, 0, 60, 1, 1, 0, 50);
    assertThatThrownBy(() -> training().train(EVERYBODY, wild, Progress.silent()))
        .isInstanceOf(RicordoException.class)
        .hasMessageContaining("training: loss is");
    String name = list(NOON).releases().get(0).release();
    assertThat(list(NOON).releases().get(0).state()).isEqualTo("unfinished");
    assertThat(registry().folder(name)).exists();
    try (EvidenceLedger ledger = EvidenceLedger.open(LedgerPlace.in(folder.resolve("ledger")))) {
      new PromoteRelease(journal, registry(), recorder(ledger), FEW, CLOCK).retire(name, "ann");
    }
    assertThat(registry().folder(name)).doesNotExist();
    assertThat(list(NOON).releases()).isEmpty();
  }

  private byte[] forget(EvidenceLedger ledger, Base base) {
    Forgotten done =
        new ForgetCustomer(new KeepingJournal(journal, Evidence.none()), Optional.of(base), CLOCK)
            .forget(ANNA, Optional.empty());
    Erased erased =
        new Erased(
            "shop",
            ANNA,
            new Times(
                NOON,
                Optional.empty(),
                Optional.empty(),
                done.at(),
                Optional.empty(),
                Optional.empty()),
            done,
            KeyRecord.of(List.of(new UUID(7, 8)), "files"),
            List.of(new SweptStore("journal", true)),
            Optional.of(base),
            Aftermath.of(journal, ANNA, done, Optional.of(base), Duration.ofDays(30)),
            new Particulars("", List.of(), List.of(), ""));
    return new Certifier(ledger).certify(erased);
  }

  private static Verdict verify(LedgerPlace place, byte[] file, Optional<byte[]> completion) {
    return Verifier.of(Optional.of(NoteKey.parse(key(place).toString()))).verify(file, completion);
  }

  private static byte[] completion(LedgerPlace place, byte[] certificate) {
    return Completion.of(CertificateFile.parse(certificate).certificate(), place, key(place));
  }

  private static void requireEveryChangeFound(
      LedgerPlace place, byte[] certificate, byte[] completion) {
    for (int i = 0; i < completion.length; i++) {
      byte[] changed = completion.clone();
      changed[i] ^= 1;
      assertThat(verify(place, certificate, Optional.of(changed)))
          .as("byte %s", i)
          .isInstanceOfSatisfying(
              Verdict.Refuted.class,
              refuted -> assertThat(refuted.check()).isEqualTo(Verdict.Check.COMPLETION));
    }
  }

  private ReleaseReport list(Instant now) {
    return ReleaseReport.of(journal, registry(), Duration.ofDays(30), now);
  }

  private static List<String> failed(PromotionReport report) {
    return report.findings().stream()
        .filter(finding -> !finding.passed())
        .map(Finding::gate)
        .toList();
  }

  @Test
  void gates_holdWhatFewStandBehind_orAnswersWorse() {
    ReleaseFigures good = new ReleaseFigures(200, 0, 10_000, 100, 200, 95, 100, true);
    assertThat(gates(good)).isEmpty();
    assertThat(gates(new ReleaseFigures(200, 1, 10_000, 100, 200, 95, 100, true)))
        .containsExactly("debts");
    assertThat(gates(new ReleaseFigures(99, 0, 10_000, 100, 99, 95, 100, true)))
        .containsExactly("members", "cases");
    assertThat(gates(new ReleaseFigures(200, 0, 10_000, 501, 200, 95, 100, true)))
        .containsExactly("largest share");
    assertThat(gates(new ReleaseFigures(200, 0, 10_000, 100, 200, 94, 100, true)))
        .containsExactly("hits among ten");
  }

  private static List<String> gates(ReleaseFigures figures) {
    return ReleaseGates.DEFAULT.findings(figures).stream()
        .filter(finding -> !finding.passed())
        .map(Finding::gate)
        .toList();
  }

  @Test
  void whatIsNoRelease_isRefusedByName() throws Exception {
    fill();
    String release = train();
    Files.createDirectories(registry().folder("stray"));
    assertThatThrownBy(() -> training().rebuild("stray", Progress.silent()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("release: there is no \"stray\", there are [" + release + "]");
    registry().read(release).write(registry().folder("copy"));
    assertThatThrownBy(() -> training().rebuild("copy", Progress.silent()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("release: \"copy\" was trained on no panel of this journal, train another");
    assertThatThrownBy(() -> registry().folder("../elsewhere"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("release: \"../elsewhere\" is no name of a release");
    assertThat(list(NOON).releases())
        .extracting(ReleaseReport.Line::state)
        .containsExactly("candidate", "no panel");
  }
}
