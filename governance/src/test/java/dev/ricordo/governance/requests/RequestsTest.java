package dev.ricordo.governance.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.ricordo.RicordoException;
import dev.ricordo.Scope;
import dev.ricordo.base.Base;
import dev.ricordo.base.RandomBases;
import dev.ricordo.consent.Purpose;
import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import dev.ricordo.evidence.OfficerAct;
import dev.ricordo.evidence.hold.Evidence;
import dev.ricordo.evidence.hold.Hold;
import dev.ricordo.evidence.hold.HoldFolder;
import dev.ricordo.evidence.hold.KeepingJournal;
import dev.ricordo.governance.AnswersBeside;
import dev.ricordo.governance.Forgotten;
import dev.ricordo.governance.JournalDigest;
import dev.ricordo.governance.evidence.AskedStores;
import dev.ricordo.lab.Progress;
import dev.ricordo.migrations.Migrations;
import dev.ricordo.postgres.EmbeddedDatabase;
import dev.ricordo.postgres.PostgresStore;
import dev.ricordo.spi.ForwardingJournal;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.Leaving;
import dev.ricordo.vault.FileKeyVault;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestsTest {

  private static final Hold.Reading READING =
      new Hold.Reading("hearing", "Eva Berg", "Jon Holm", Instant.parse("2026-03-01T12:00:00Z"));

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final CustomerId BERT = CustomerId.of("bert");
  private static final EmbeddedDatabase DATABASE = EmbeddedDatabase.startTemporary();
  private static final Optional<CustomerId> AS_WRITTEN = Optional.empty();

  @TempDir private static Path folder;

  private final String tenant = UUID.randomUUID().toString();
  private final Outside outside = new Outside();
  private final List<OfficerAct> decided = new ArrayList<>();
  private FileKeyVault vault;
  private PostgresStore store;

  /** What left the house. */
  private final class Outside implements Handover {

    final List<CustomerId> exported = new ArrayList<>();
    final List<Forgotten> certified = new ArrayList<>();
    boolean failsAfterwards;

    @Override
    public void export(CustomerId customer) {
      exported.add(customer);
      failIfAsked();
    }

    @Override
    public boolean destroyedKeys(Instant at) {
      return new AskedStores(DATABASE.dataSource(), vault, tenant).keys(at).number() > 0;
    }

    @Override
    public void certify(UUID request, CustomerId customer, Request asked, Forgotten done) {
      certified.add(done);
      failIfAsked();
    }

    private void failIfAsked() {
      if (failsAfterwards) {
        failsAfterwards = false;
        throw new RicordoException("killed");
      }
    }
  }

  /** Does its work, and then the process is gone: so many calls from now. */
  private static final class Killed extends ForwardingJournal {

    private int calls;

    Killed(Journal delegate, int calls) {
      super(delegate);
      this.calls = calls;
    }

    private <T> T dying(T result) {
      if (--calls == 0) {
        throw new RicordoException("killed");
      }
      return result;
    }

    @Override
    public boolean replace(Event right, Instant at, Consumer<Leaving> before) {
      return dying(delegate.replace(right, at, before));
    }

    @Override
    public long erase(CustomerId customer, Instant at, Consumer<Leaving> before) {
      return dying(delegate.erase(customer, at, before));
    }

    @Override
    public long erase(
        CustomerId customer, Set<EventId> events, Instant at, Consumer<Leaving> before) {
      return dying(delegate.erase(customer, events, at, before));
    }

    @Override
    public Standing stand(CustomerId customer, UnaryOperator<Standing> change, Instant at) {
      return dying(delegate.stand(customer, change, at));
    }
  }

  /** Erases nothing the first time. */
  private static final class Failing extends ForwardingJournal {

    private boolean failed;

    Failing(Journal delegate) {
      super(delegate);
    }

    private void failOnce() {
      if (!failed) {
        failed = true;
        throw new RicordoException("disk is full");
      }
    }

    @Override
    public boolean replace(Event right, Instant at, Consumer<Leaving> before) {
      failOnce();
      return delegate.replace(right, at, before);
    }

    @Override
    public long erase(CustomerId customer, Instant at, Consumer<Leaving> before) {
      failOnce();
      return delegate.erase(customer, at, before);
    }

    @Override
    public long erase(
        CustomerId customer, Set<EventId> events, Instant at, Consumer<Leaving> before) {
      failOnce();
      return delegate.erase(customer, events, at, before);
    }
  }

  /** Erases other events than it was asked to and, if that is wanted, dies. */
  private static final class Inexact extends ForwardingJournal {

    private final UnaryOperator<Set<EventId>> erased;
    private boolean dies;

    Inexact(Journal delegate, UnaryOperator<Set<EventId>> erased, boolean dies) {
      super(delegate);
      this.erased = erased;
      this.dies = dies;
    }

    @Override
    public long erase(CustomerId customer, Instant at, Consumer<Leaving> before) {
      return erase(customer, ids(delegate.read(customer, 1)), at, before);
    }

    @Override
    public long erase(
        CustomerId customer, Set<EventId> events, Instant at, Consumer<Leaving> before) {
      return dying(delegate.erase(customer, erased.apply(events), at, before));
    }

    /** Puts the event right, and erases what it was not asked to. */
    @Override
    public boolean replace(Event right, Instant at, Consumer<Leaving> before) {
      boolean replaced = delegate.replace(right, at, before);
      Set<EventId> others = new HashSet<>(erased.apply(Set.of(right.id())));
      others.remove(right.id());
      delegate.erase(right.customer(), others, at, before);
      return dying(replaced);
    }

    private <T> T dying(T done) {
      if (dies) {
        dies = false;
        throw new RicordoException("killed");
      }
      return done;
    }

    private static Set<EventId> ids(List<JournalEntry> entries) {
      return entries.stream().map(entry -> entry.event().id()).collect(Collectors.toSet());
    }

    static UnaryOperator<Set<EventId>> also(String event) {
      return asked ->
          Stream.concat(asked.stream(), Stream.of(EventId.of(event))).collect(Collectors.toSet());
    }

    static UnaryOperator<Set<EventId>> allBut(String event) {
      return asked ->
          asked.stream().filter(id -> !id.value().equals(event)).collect(Collectors.toSet());
    }
  }

  @BeforeAll
  static void prepare() {
    Migrations.migrate(DATABASE.dataSource());
  }

  @AfterAll
  static void stopDatabase() {
    DATABASE.close();
  }

  @BeforeEach
  void openStore() {
    vault = FileKeyVault.open(folder.resolve("vault"));
    store = PostgresStore.open(DATABASE.dataSource(), vault, tenant);
    store.journal().append(List.of(view(ANNA, 1), view(ANNA, 2), view(BERT, 3)));
  }

  @AfterEach
  void closeStore() {
    store.close();
    vault.close();
  }

  private static Event view(CustomerId customer, int item) {
    return Event.viewed(customer, ItemId.of("i" + item), NOON.minusSeconds(1_000 - item))
        .withId(EventId.of(customer.value() + item));
  }

  private Requests requests() {
    return over(store.journal(), NOON);
  }

  private Requests over(Journal journal, Instant now) {
    return over(new KeepingJournal(journal, Evidence.none()), now);
  }

  private Requests over(KeepingJournal journal, Instant now) {
    Execution execution = new Execution(journal, Optional.empty(), outside);
    return new Requests(
        store.docket(), journal, execution, decided::add, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static Opening asking(Right right) {
    return new Opening(
        ANNA, right, Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  private static Opening erasureOf(CustomerId customer, Scope scope) {
    return new Opening(
        customer,
        Right.ERASURE,
        Set.of(),
        Optional.of(scope),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static Opening correcting(String event, String item) {
    Details.Correction correction = new Details.Correction(event, item, null, null);
    return new Opening(
        ANNA,
        Right.RECTIFICATION,
        Set.of(),
        Optional.empty(),
        Optional.of(correction),
        Optional.empty(),
        List.of());
  }

  private static Opening referring(CustomerId customer, Right right, String reference) {
    return new Opening(
        customer,
        right,
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(reference),
        List.of());
  }

  private UUID identified(Opening opening) {
    UUID id = requests().open(opening).id();
    requests().identify(id, AS_WRITTEN, "signed in", "Officer One");
    return id;
  }

  private Standing said(CustomerId customer) {
    return store.journal().standing(customer);
  }

  private List<String> items(CustomerId customer) {
    return store.journal().read(customer, 1).stream()
        .map(entry -> entry.event().item().value())
        .toList();
  }

  @Test
  void erasure_goesThroughItsLife_andNamesNobodyInTheEnd() {
    Filed opened = requests().open(asking(Right.ERASURE));
    assertThat(opened.details().orElseThrow().customer()).isEqualTo("anna");
    assertThat(items(ANNA)).hasSize(2);

    Filed identified = requests().identify(opened.id(), AS_WRITTEN, "signed in", "Officer One");
    assertThat(identified.request().stage()).isEqualTo(Stage.RESTRICTED);
    assertThat(said(ANNA).restricted()).isTrue();

    Filed previewed = requests().preview(opened.id(), AS_WRITTEN);
    assertThat(previewed.request().plan()).extracting(Request.Plan::events).isEqualTo(2L);
    assertThat(items(ANNA)).hasSize(2);

    requests().execute(opened.id(), Optional.of(ANNA));
    assertThat(items(ANNA)).isEmpty();
    assertThat(items(BERT)).hasSize(1);
    assertThat(said(ANNA)).isEqualTo(Standing.UNSAID);
    assertThat(outside.certified).hasSize(1);
    assertThat(outside.certified.get(0).events()).isEqualTo(2);

    Filed closed = requests().close(opened.id());
    assertThat(closed.details()).isEmpty();
    assertThat(closed.entry().state()).doesNotContain("anna");
    assertThat(closed.request().history())
        .extracting(Request.Step::stage)
        .containsExactly(
            Stage.RECEIVED,
            Stage.IDENTIFIED,
            Stage.RESTRICTED,
            Stage.CHECKED,
            Stage.PREVIEWED,
            Stage.EXECUTING,
            Stage.EXECUTED,
            Stage.VERIFIED,
            Stage.CERTIFIED,
            Stage.NOTIFIED,
            Stage.CLOSED);
  }

  @Test
  void someEventsErased_theRestIsServedAgain() {
    UUID id = identified(erasureOf(ANNA, Scope.builder().item(ItemId.of("i1")).build()));
    requests().execute(id, AS_WRITTEN);

    assertThat(items(ANNA)).containsExactly("i2");
    assertThat(said(ANNA).restricted()).isFalse();
    assertThat(outside.certified.get(0).kept()).hasSize(1);
    assertThat(requests().require(id).details()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void killedAfterTheWork_goesOnAsIfNothingHadHappened(int call) {
    for (Opening opening :
        List.of(
            correcting("anna2", "i9"),
            asking(Right.ERASURE),
            erasureOf(BERT, Scope.builder().item(ItemId.of("i3")).build()),
            asking(Right.RESTRICTION),
            asking(Right.OBJECTION))) {
      Requests killed = over(new Killed(store.journal(), call), NOON);
      UUID id = requests().open(opening).id();
      Optional<CustomerId> named = Optional.of(opening.customer());
      despiteOneKill(() -> killed.identify(id, named, "signed in", "Officer One"));
      Filed found = requests().require(id);
      if (found.request().stage() == Stage.RECEIVED) {
        requests().identify(id, named, "signed in", "Officer One");
      }
      despiteOneKill(() -> killed.execute(id, named));
      Filed done = requests().execute(id, named);
      assertThat(done.request().stage()).isEqualTo(Stage.NOTIFIED);
    }
    assertThat(items(ANNA)).isEmpty();
    assertThat(items(BERT)).isEmpty();
    assertThat(said(BERT)).isEqualTo(Standing.UNSAID);
    assertThat(said(ANNA).restricted()).isTrue();
    assertThat(said(ANNA).objectsToMarketing()).isTrue();
    assertThat(outside.certified).extracting(Forgotten::events).containsExactly(2L, 1L);
  }

  private static void despiteOneKill(Runnable act) {
    try {
      act.run();
    } catch (RicordoException e) {
      assertThat(e).hasMessage("killed");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void storeThatTakesAnEventTooMany_isFound_andNothingIsCertified(boolean dies) {
    store.journal().append(List.of(view(ANNA, 4), view(ANNA, 5)));
    for (Opening opening :
        List.of(
            erasureOf(ANNA, Scope.builder().item(ItemId.of("i1")).build()),
            correcting("anna4", "i9"))) {
      UUID id = identified(opening);
      Requests broken =
          over(
              new Inexact(
                  store.journal(),
                  Inexact.also(opening.scope().isPresent() ? "anna2" : "anna5"),
                  dies),
              NOON);
      despiteOneKill(() -> executeDying(broken, id, dies));

      assertThatThrownBy(() -> broken.execute(id, AS_WRITTEN))
          .isInstanceOf(RicordoException.class)
          .hasMessageStartingWith("verify: the events that were to stay are not what they were");
      assertThatThrownBy(() -> requests().execute(id, AS_WRITTEN))
          .as("another process, another time")
          .hasMessageStartingWith("verify: ");
      assertThat(requests().require(id).request().stage()).isEqualTo(Stage.EXECUTED);
    }
    assertThat(outside.certified).isEmpty();
  }

  private static void executeDying(Requests requests, UUID id, boolean dies) {
    if (dies) {
      requests.execute(id, AS_WRITTEN);
    }
  }

  @Test
  void storeThatLeavesAnEvent_isFound_andNothingIsCertified() {
    Scope views = Scope.builder().kind(EventKind.VIEW).build();
    for (Opening opening : List.of(erasureOf(ANNA, views), asking(Right.ERASURE))) {
      UUID id = identified(opening);
      Requests broken = over(new Inexact(store.journal(), Inexact.allBut("anna2"), false), NOON);

      assertThatThrownBy(() -> broken.execute(id, AS_WRITTEN))
          .isInstanceOf(RicordoException.class)
          .hasMessage(
              "verify: events that were to go are there: 1; they came meanwhile, or the store"
                  + " failed. Execute again: they are forgotten first");
    }
    assertThat(outside.certified).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void eventThatTheStoreLeft_isForgottenByTheNextTry_whichCertifies(boolean some) {
    Scope views = Scope.builder().kind(EventKind.VIEW).build();
    UUID id = identified(some ? erasureOf(ANNA, views) : asking(Right.ERASURE));
    Requests broken = over(new Inexact(store.journal(), Inexact.allBut("anna2"), false), NOON);
    assertThatThrownBy(() -> broken.execute(id, AS_WRITTEN)).hasMessageStartingWith("verify: ");

    Filed done = over(store.journal(), NOON.plusSeconds(60)).execute(id, AS_WRITTEN);
    assertThat(done.request().stage()).isEqualTo(Stage.NOTIFIED);
    assertThat(items(ANNA)).isEmpty();
    assertThat(said(ANNA).restricted()).isFalse();
    assertThat(outside.certified).extracting(Forgotten::events).containsExactly(2L);
    assertThat(outside.certified.get(0).before()).as("no try saw all of it").isEmpty();
  }

  @Test
  void erasureThatAnotherActOvertook_goesOn_andIsCertifiedOfNothing() {
    UUID id = identified(asking(Right.ERASURE));
    Requests failing = over(new Failing(store.journal()), NOON);
    assertThatThrownBy(() -> failing.execute(id, AS_WRITTEN)).hasMessage("disk is full");
    store.journal().erase(ANNA, NOON.plusSeconds(30));

    Filed done = over(store.journal(), NOON.plusSeconds(60)).execute(id, Optional.of(ANNA));
    assertThat(done.request().stage()).isEqualTo(Stage.NOTIFIED);
    assertThat(outside.certified).extracting(Forgotten::events).containsExactly(0L);
    assertThat(outside.certified).extracting(Forgotten::cells).containsExactly(0L);
  }

  @Test
  void whatIsNeverFoundToBeSo_isGivenUpByTwoPeople_andNothingStaysRestricted() {
    UUID id = identified(erasureOf(ANNA, Scope.builder().item(ItemId.of("i1")).build()));
    Requests broken = over(new Inexact(store.journal(), Inexact.also("anna2"), false), NOON);
    assertThatThrownBy(() -> broken.execute(id, AS_WRITTEN))
        .hasMessageEndingWith("open another request for the same, and refuse this one");
    assertThat(said(ANNA).restricted()).isTrue();

    requests().refuse(id, Optional.of(ANNA), "retention ran", "Eva Berg", "Jon Holm");
    assertThat(said(ANNA).restricted()).isFalse();
    assertThat(requests().require(id).request().outcome()).contains("unverified");
    assertThat(decided).extracting(OfficerAct::kind).contains(OfficerAct.Kind.REQUEST_REFUSED);
    assertThat(outside.certified).isEmpty();
  }

  @Test
  void storeThatTakesAnEventTooMany_leavesOne_andDies_isFoundByTheFirstPlan() {
    store.journal().append(List.of(view(ANNA, 4)));
    UUID id =
        identified(
            erasureOf(ANNA, Scope.builder().item(ItemId.of("i1")).item(ItemId.of("i2")).build()));
    Requests broken =
        over(
            new Inexact(
                store.journal(),
                asked -> Inexact.also("anna4").apply(Inexact.allBut("anna2").apply(asked)),
                true),
            NOON);
    assertThatThrownBy(() -> broken.execute(id, AS_WRITTEN)).hasMessage("killed");

    assertThatThrownBy(() -> requests().execute(id, AS_WRITTEN))
        .hasMessageStartingWith("verify: the events that were to stay are not what they were");
    assertThat(outside.certified).isEmpty();
  }

  @Test
  void eventsThatGoBetweenTwoTries_areNotMissed_asLongAsNothingIsDone() {
    store.journal().append(List.of(view(ANNA, 4)));
    Requests failing = over(new Failing(store.journal()), NOON);
    UUID id = identified(erasureOf(ANNA, Scope.builder().item(ItemId.of("i1")).build()));
    assertThatThrownBy(() -> failing.execute(id, AS_WRITTEN)).hasMessage("disk is full");
    store.journal().erase(ANNA, Set.of(EventId.of("anna4")), NOON);

    assertThat(failing.execute(id, AS_WRITTEN).request().stage()).isEqualTo(Stage.NOTIFIED);
    assertThat(items(ANNA)).containsExactly("i2");
    assertThat(outside.certified).extracting(Forgotten::passed).containsExactly(true);
  }

  @Test
  void whatIsWrittenDownOfEventsThatStay_isOpenedByTheRequestsOwnKeyAlone() {
    UUID id = identified(erasureOf(ANNA, Scope.builder().item(ItemId.of("i1")).build()));
    Filed done = requests().execute(id, AS_WRITTEN);
    String salt = done.details().orElseThrow().salt();

    assertThat(Objects.requireNonNull(done.request().plan()).kept())
        .isEqualTo(JournalDigest.of(salt, store.journal().read(ANNA, 1)))
        .isNotEqualTo(JournalDigest.of("", store.journal().read(ANNA, 1)));
    assertThat(salt).hasSize(64);
    assertThat(done.entry().state()).doesNotContain(salt);
  }

  @Test
  void killedBetweenAnyTwoStages_goesOnFromTheStage() {
    UUID id = requests().open(asking(Right.ERASURE)).id();
    requests().identify(id, AS_WRITTEN, "signed in", "Officer One");
    while (requests().require(id).request().stage() != Stage.CERTIFIED) {
      requests().step(requests().require(id), Optional.of(ANNA));
      store.close();
      store = PostgresStore.open(DATABASE.dataSource(), vault, tenant);
    }

    assertThat(items(ANNA)).isEmpty();
    assertThat(requests().execute(id, Optional.of(ANNA)).request().stage())
        .isEqualTo(Stage.NOTIFIED);
  }

  @Test
  void killedWhileCertifying_certifiesAgain_theSame() {
    UUID id = identified(asking(Right.ERASURE));
    outside.failsAfterwards = true;
    assertThatThrownBy(() -> requests().execute(id, AS_WRITTEN)).hasMessage("killed");
    requests().execute(id, Optional.of(ANNA));

    assertThat(outside.certified).hasSize(2);
    assertThat(outside.certified.get(1).at()).isEqualTo(outside.certified.get(0).at());
    assertThat(outside.certified.get(1).events()).isEqualTo(2);
  }

  @Test
  void erasureTriedAgain_leavesTheNewLifeAlone() {
    UUID id = identified(asking(Right.ERASURE));
    assertThatThrownBy(() -> over(new Killed(store.journal(), 1), NOON).execute(id, AS_WRITTEN))
        .hasMessage("killed");
    Event later = Event.viewed(ANNA, ItemId.of("i7"), NOON.plusSeconds(60));
    store.journal().append(List.of(later));

    over(store.journal(), NOON.plusSeconds(120)).execute(id, Optional.of(ANNA));
    assertThat(items(ANNA)).containsExactly("i7");
  }

  @Test
  void erased_theRequestNamesNobody_andWhoGoesOnSaysWhoItWas() {
    UUID id = identified(asking(Right.ERASURE));
    UUID other = requests().open(asking(Right.ACCESS)).id();
    outside.failsAfterwards = true;
    assertThatThrownBy(() -> requests().execute(id, AS_WRITTEN)).hasMessage("killed");

    assertThat(requests().require(id).details()).isEmpty();
    assertThat(requests().require(other).details()).isEmpty();
    assertThatThrownBy(() -> requests().execute(id, AS_WRITTEN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("customer: is missing; the request names nobody any more");
    assertThatThrownBy(() -> requests().execute(id, Optional.of(BERT)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("customer: is not the one of this request");
    assertThat(items(BERT)).hasSize(1);
  }

  @Test
  void erasureUnderAHold_isDoneInPart_andDoneOnceItIsReleased() {
    try (HoldFolder holds = HoldFolder.open(folder.resolve("holds " + tenant))) {
      Hold hold = holds.place(ANNA, List.of(), "lawsuit 7", "Eva Berg", "Jon Holm", NOON);
      Requests holding = over(new KeepingJournal(store.journal(), holds), NOON);
      UUID some = identified(erasureOf(ANNA, Scope.builder().item(ItemId.of("i1")).build()));
      UUID all = identified(asking(Right.ERASURE));
      holding.execute(some, AS_WRITTEN);
      Filed done = holding.execute(all, AS_WRITTEN);
      assertThat(done.request().outcome()).contains("partly");
      assertThat(outside.certified).extracting(Forgotten::held).containsExactly(true, true);
      assertThat(items(ANNA)).isEmpty();
      assertThat(holds.read(hold.id(), READING, read -> {}))
          .flatExtracting(HoldFolder.Copy::events)
          .extracting(line -> line.item())
          .containsExactlyInAnyOrder("i1", "i2");
      assertThat(holds.requests(hold.id())).containsExactlyInAnyOrder(some, all);

      holding.released(all);
      assertThat(holding.require(all).request().outcome()).contains("done");
      assertThat(holding.require(some).request().outcome()).contains("partly");
      assertThat(holding.released(UUID.randomUUID())).isFalse();
    }
  }

  @Test
  void holdReleasedBetweenTwoTries_theRequestIsDone() {
    try (HoldFolder holds = HoldFolder.open(folder.resolve("holds " + tenant))) {
      Hold hold = holds.place(ANNA, List.of(), "lawsuit 7", "Eva Berg", "Jon Holm", NOON);
      Requests holding = over(new KeepingJournal(new Failing(store.journal()), holds), NOON);
      UUID id = identified(asking(Right.ERASURE));
      assertThatThrownBy(() -> holding.execute(id, AS_WRITTEN)).hasMessage("disk is full");
      holds.release(hold.id(), "Eva Berg", NOON, released -> {});

      assertThat(holding.execute(id, AS_WRITTEN).request().outcome()).contains("done");
      assertThat(outside.certified).extracting(Forgotten::held).containsExactly(false);
    }
  }

  /** Does something once an erasure of everything has begun, before it is shown what goes. */
  private static Journal asItBegins(Journal journal, Runnable meanwhile) {
    return new ForwardingJournal(journal) {
      @Override
      public long erase(CustomerId customer, Instant at, Consumer<Leaving> before) {
        meanwhile.run();
        return delegate.erase(customer, at, before);
      }
    };
  }

  @Test
  void holdPlacedAsTheErasureBegins_keepsACopy_andThatIsSaid() {
    try (HoldFolder holds = HoldFolder.open(folder.resolve("holds " + tenant))) {
      store.journal().merge(BERT, ANNA, NOON);
      Runnable place =
          () -> holds.place(BERT, List.of(), "lawsuit 7", "Eva Berg", "Jon Holm", NOON);
      Journal placing = asItBegins(store.journal(), place);
      UUID id = identified(asking(Right.ERASURE));

      Filed done = over(new KeepingJournal(placing, holds), NOON).execute(id, Optional.of(ANNA));
      assertThat(done.request().outcome()).contains("partly");
      assertThat(outside.certified).extracting(Forgotten::held).containsExactly(true);
      assertThat(holds.requests(holds.all().get(0).id())).containsExactly(id);
    }
  }

  @Test
  void holdReleasedAsTheErasureBegins_keepsNothing_andNothingIsSaidOfIt() {
    try (HoldFolder holds = HoldFolder.open(folder.resolve("holds " + tenant))) {
      Hold hold = holds.place(ANNA, List.of(), "lawsuit 7", "Eva Berg", "Jon Holm", NOON);
      Runnable release = () -> holds.release(hold.id(), "Eva Berg", NOON, released -> {});
      Journal releasing = asItBegins(store.journal(), release);
      UUID id = identified(asking(Right.ERASURE));

      Filed done = over(new KeepingJournal(releasing, holds), NOON).execute(id, Optional.of(ANNA));
      assertThat(done.request().outcome()).contains("done");
      assertThat(outside.certified).extracting(Forgotten::held).containsExactly(false);
    }
  }

  @Test
  void holdPlacedBetweenTwoTries_theRequestIsDoneInPart() {
    try (HoldFolder holds = HoldFolder.open(folder.resolve("holds " + tenant))) {
      Requests holding = over(new KeepingJournal(new Failing(store.journal()), holds), NOON);
      UUID all = identified(asking(Right.ERASURE));
      UUID wrong = identified(correcting("anna2", "i9"));
      assertThatThrownBy(() -> holding.execute(wrong, AS_WRITTEN)).hasMessage("disk is full");
      Hold hold = holds.place(ANNA, List.of(), "lawsuit 7", "Eva Berg", "Jon Holm", NOON);

      assertThat(holding.execute(wrong, AS_WRITTEN).request().outcome()).contains("partly");
      assertThat(holding.execute(all, AS_WRITTEN).request().outcome()).contains("partly");
      assertThat(outside.certified).extracting(Forgotten::held).containsExactly(true);
      assertThat(holds.requests(hold.id())).containsExactlyInAnyOrder(wrong, all);
    }
  }

  @Test
  void killedAfterErasing_whatAMergedVisitorsHoldKeeps_isNotForgotten() {
    try (HoldFolder holds = HoldFolder.open(folder.resolve("holds " + tenant))) {
      holds.place(BERT, List.of(), "lawsuit 7", "Eva Berg", "Jon Holm", NOON);
      store.journal().merge(BERT, ANNA, NOON);
      Requests holding = over(new KeepingJournal(new Killed(store.journal(), 1), holds), NOON);
      UUID id = identified(asking(Right.ERASURE));
      assertThatThrownBy(() -> holding.execute(id, AS_WRITTEN)).hasMessage("killed");

      assertThat(holding.execute(id, Optional.of(ANNA)).request().outcome()).contains("partly");
    }
  }

  @Test
  void rectificationUnderAHold_keepsTheWrongEvent() {
    try (HoldFolder holds = HoldFolder.open(folder.resolve("holds " + tenant))) {
      Hold hold = holds.place(ANNA, List.of(), "lawsuit 7", "Eva Berg", "Jon Holm", NOON);
      UUID id = identified(correcting("anna2", "i9"));
      over(new KeepingJournal(store.journal(), holds), NOON).execute(id, AS_WRITTEN);

      assertThat(items(ANNA)).containsExactly("i1", "i9");
      assertThat(holds.read(hold.id(), READING, read -> {}))
          .flatExtracting(HoldFolder.Copy::events)
          .extracting(line -> line.item())
          .containsExactly("i2");
    }
  }

  @Test
  void unverified_nothingIsDone() {
    UUID id = requests().open(asking(Right.ERASURE)).id();

    assertThatThrownBy(() -> requests().execute(id, AS_WRITTEN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("request: nobody has verified yet who asks");
    assertThat(items(ANNA)).hasSize(2);
    assertThat(said(ANNA).restricted()).isFalse();
  }

  @Test
  void duplicate_isMarked_andInheritsNoVerification() {
    assertThat(executedUnverified(this::identify)).isFalse();
    assertThat(requests().open(asking(Right.ACCESS)).request().duplicateOf()).isNull();
  }

  /** Who would verify duplicates along with the first is found by the check above. */
  @Test
  void mutantThatVerifiesDuplicatesToo_isFound() {
    assertThat(
            executedUnverified(
                id -> {
                  identify(id);
                  requests().all().stream()
                      .filter(filed -> id.equals(filed.request().duplicateOf()))
                      .forEach(filed -> identify(filed.id()));
                }))
        .isTrue();
  }

  private void identify(UUID id) {
    requests().identify(id, AS_WRITTEN, "signed in", "Officer One");
  }

  /** Whether a duplicate is executed though only the first one's sender was identified. */
  private boolean executedUnverified(Consumer<UUID> identifying) {
    UUID first = requests().open(asking(Right.ERASURE)).id();
    Filed second = requests().open(asking(Right.ERASURE));
    assertThat(second.request().duplicateOf()).isEqualTo(first);
    identifying.accept(first);
    try {
      requests().execute(second.id(), AS_WRITTEN);
      return true;
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessage("request: nobody has verified yet who asks");
      return false;
    }
  }

  @Test
  void sameReference_isTheSameRequest_ofAnotherCustomerOrRight_isRefused() {
    UUID first = requests().open(referring(ANNA, Right.ERASURE, "ticket 7")).id();

    assertThat(requests().open(referring(ANNA, Right.ERASURE, "ticket 7")).id()).isEqualTo(first);
    assertThat(requests().all()).hasSize(1);
    assertThatThrownBy(() -> requests().open(referring(BERT, Right.ERASURE, "ticket 7")))
        .hasMessage("reference: \"ticket 7\" is that of another customer's request");
    assertThatThrownBy(() -> requests().open(referring(ANNA, Right.ACCESS, "ticket 7")))
        .hasMessage("reference: \"ticket 7\" is that of a request for erasure");
  }

  @Test
  void refusal_needsTwoPeopleAndAReason_andLiftsTheRestriction() {
    UUID id = identified(asking(Right.ERASURE));
    assertThatThrownBy(() -> requests().refuse(id, AS_WRITTEN, "abuse", "Eva  Berg", "eva berg "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("and: must be another person than by, both are \"Eva  Berg\"");
    assertThatThrownBy(() -> requests().refuse(id, AS_WRITTEN, " ", "Eva Berg", "Jon Holm"))
        .hasMessageStartingWith("reason: must have");
    assertThatThrownBy(
            () -> requests().refuse(id, Optional.of(BERT), "abuse", "Eva Berg", "Jon Holm"))
        .hasMessage("customer: is not the one of this request");
    assertThat(decided).as("what the ledger was told").isEmpty();

    Filed refused = requests().refuse(id, AS_WRITTEN, "abuse", "Eva Berg", "Jon Holm");
    assertThat(refused.request().stage()).isEqualTo(Stage.REFUSED);
    assertThat(said(ANNA).restricted()).isFalse();
    assertThat(items(ANNA)).hasSize(2);
    assertThatThrownBy(() -> requests().execute(id, AS_WRITTEN)).hasMessage("request: was refused");
    assertThat(requests().close(id).request().stage()).isEqualTo(Stage.CLOSED);
    assertThat(decided)
        .extracting(OfficerAct::kind, OfficerAct::id)
        .containsExactly(tuple(OfficerAct.Kind.REQUEST_REFUSED, id));
  }

  @Test
  void twoRequestsAtOnce_theRestrictionIsLiftedWithTheLast() {
    UUID erasure = identified(erasureOf(ANNA, Scope.builder().item(ItemId.of("i1")).build()));
    UUID rectification = identified(correcting("anna2", "i5"));
    requests().execute(erasure, AS_WRITTEN);
    assertThat(said(ANNA).restricted()).isTrue();

    requests().execute(rectification, AS_WRITTEN);
    assertThat(said(ANNA).restricted()).isFalse();
  }

  @Test
  void restrictionAskedForMeanwhile_staysWhenTheOtherRequestIsDone() {
    UUID erasure = identified(erasureOf(ANNA, Scope.builder().item(ItemId.of("i1")).build()));
    Requests later = over(store.journal(), NOON.plusSeconds(60));
    UUID restriction = later.open(asking(Right.RESTRICTION)).id();
    later.identify(restriction, AS_WRITTEN, "signed in", "Officer One");
    later.execute(restriction, AS_WRITTEN);

    later.execute(erasure, AS_WRITTEN);
    assertThat(said(ANNA).restricted()).isTrue();
  }

  @Test
  void restrictedBefore_staysSo() {
    store.journal().stand(ANNA, said -> said.withRestricted(true), NOON);
    UUID id = identified(correcting("anna2", "i5"));
    requests().execute(id, AS_WRITTEN);

    assertThat(said(ANNA).restricted()).isTrue();
  }

  @Test
  void rectification_putsTheRightEventInPlaceOfTheWrongOne() {
    UUID id = identified(correcting("anna2", "i9"));
    requests().execute(id, AS_WRITTEN);

    assertThat(items(ANNA)).containsExactly("i1", "i9");
    Event right = store.journal().read(ANNA, 1).get(1).event();
    assertThat(right.kind()).isEqualTo(EventKind.VIEW);
    assertThat(right.at()).isEqualTo(view(ANNA, 2).at());
    assertThat(right.id()).isEqualTo(view(ANNA, 2).id());
  }

  @Test
  void rectificationOfThoseWhoAllowNothing_putsRightWhatIsKept_andAddsNothing() {
    store
        .journal()
        .stand(
            ANNA, said -> said.withConsent(Purpose.PERSONALISE, false).withRestricted(true), NOON);
    List<Long> positions = positions(ANNA);
    UUID id = identified(correcting("anna1", "i9"));
    requests().execute(id, AS_WRITTEN);

    assertThat(items(ANNA)).containsExactly("i9", "i2");
    assertThat(positions(ANNA)).isEqualTo(positions);
    assertThat(said(ANNA).withdrawn()).containsExactly(Purpose.PERSONALISE);
    assertThat(said(ANNA).restricted()).isTrue();
  }

  @Test
  void rectificationOfAnEventThatTheCustomerHasNot_isRefused_beforeAnythingIsDone() {
    for (String event : List.of("unheard-of", "bert3")) {
      UUID id = identified(correcting(event, "i9"));

      assertThatThrownBy(() -> requests().execute(id, AS_WRITTEN))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("correction.event: the customer has no such event");
      assertThat(requests().require(id).request().stage()).isEqualTo(Stage.RESTRICTED);
      requests().refuse(id, AS_WRITTEN, "no such event", "Eva Berg", "Jon Holm");
    }
    assertThat(items(ANNA)).containsExactly("i1", "i2");
    assertThat(items(BERT)).containsExactly("i3");
    assertThat(said(ANNA).restricted()).isFalse();
  }

  private List<Long> positions(CustomerId customer) {
    return store.journal().read(customer, 1).stream().map(JournalEntry::position).toList();
  }

  @Test
  void withdrawal_addsToWhatWasSaid() {
    store.journal().stand(ANNA, said -> said.withConsent(Purpose.TRAIN, false), NOON);
    Opening opening =
        new Opening(
            ANNA,
            Right.WITHDRAWAL,
            Set.of(Purpose.COLLECTIVE),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    requests().execute(identified(opening), AS_WRITTEN);

    assertThat(said(ANNA).withdrawn()).containsExactlyInAnyOrder(Purpose.TRAIN, Purpose.COLLECTIVE);
    assertThat(items(ANNA)).hasSize(2);
  }

  @Test
  void access_exports_andRestrictsNothing() {
    UUID id = identified(asking(Right.ACCESS));
    assertThat(said(ANNA).restricted()).isFalse();
    requests().execute(id, AS_WRITTEN);

    assertThat(outside.exported).containsExactly(ANNA);
    assertThat(outside.certified).isEmpty();
  }

  @Test
  void unknownCustomer_isHandledLikeAnyOther_andLeavesNothing() {
    CustomerId nobody = CustomerId.of("nobody");
    UUID id = identified(referring(nobody, Right.ERASURE, "ticket 8"));
    Filed done = requests().execute(id, AS_WRITTEN);

    assertThat(done.request().stage()).isEqualTo(Stage.NOTIFIED);
    assertThat(outside.certified.get(0).events()).isZero();
    assertThat(store.journal().standings(List.of(nobody))).isEmpty();
  }

  @Test
  void forgottenCustomer_isForgottenAgain_withoutAnError() {
    store.journal().erase(ANNA, NOON);
    requests().execute(identified(asking(Right.ERASURE)), AS_WRITTEN);

    assertThat(outside.certified.get(0).events()).isZero();
    assertThat(said(ANNA)).isEqualTo(Standing.UNSAID);
  }

  @Test
  void recipients_areToldOneByOne_beforeItIsClosed() {
    Opening opening =
        new Opening(
            ANNA,
            Right.ERASURE,
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of("mail house", "carrier"));
    UUID id = identified(opening);
    requests().execute(id, AS_WRITTEN);
    assertThatThrownBy(() -> requests().close(id))
        .hasMessage("request: is certified, from which no way leads to closed");
    assertThatThrownBy(() -> requests().notified(id, "bank"))
        .hasMessage("recipient: \"bank\" is none of this request's");

    requests().notified(id, "carrier");
    assertThat(requests().notified(id, "mail house").request().stage()).isEqualTo(Stage.NOTIFIED);
    assertThat(requests().close(id).request().recipients())
        .allMatch(recipient -> recipient.told() != null);
  }

  @Test
  void whoeverCarriesItOut_isNamed_afterACrashTheNextOneToo() {
    UUID id = identified(asking(Right.ERASURE));
    outside.failsAfterwards = true;
    assertThatThrownBy(() -> requests().execute(id, AS_WRITTEN, Optional.of("Eva Berg")))
        .hasMessage("killed");
    Filed done = requests().execute(id, Optional.of(ANNA), Optional.of(" Jon Holm "));

    assertThat(done.request().executors()).containsExactly("Eva Berg", "Jon Holm");
    assertThat(requests().execute(id, Optional.of(ANNA), Optional.of("Third")).request())
        .isEqualTo(done.request());
  }

  @Test
  void whoChangesWhatTheyHaveNotSeen_isRefused() {
    Filed read = requests().open(asking(Right.ACCESS));
    requests().extend(read.id(), "many requests", "Eva Berg");

    assertThatThrownBy(
            () -> store.docket().change(read.entry(), RequestFormat.write(read.request())))
        .isInstanceOf(RicordoException.class)
        .hasMessageContaining("was changed by somebody else meanwhile");
  }

  @Test
  void storeThatPutsNothingRight_isFound() {
    UUID id = identified(correcting("anna2", "i9"));
    Journal idle =
        new ForwardingJournal(store.journal()) {
          @Override
          public boolean replace(Event right, Instant at, Consumer<Leaving> before) {
            return true;
          }
        };

    assertThatThrownBy(() -> over(idle, NOON).execute(id, AS_WRITTEN))
        .isInstanceOf(RicordoException.class)
        .hasMessageStartingWith("verify: events that were to go are there: 1");
    assertThat(said(ANNA).restricted()).isTrue();
  }

  @Test
  void requestOfAnotherTenant_isUnknown_andTouchesNobody() {
    UUID id = identified(asking(Right.ERASURE));
    Request before = requests().require(id).request();
    try (PostgresStore elsewhere =
        PostgresStore.open(DATABASE.dataSource(), vault, "not " + tenant)) {
      elsewhere.journal().append(List.of(view(ANNA, 1)));
      Requests others = of(elsewhere);
      Optional<CustomerId> anna = Optional.of(ANNA);
      for (ThrowingCallable act :
          List.<ThrowingCallable>of(
              () -> others.require(id),
              () -> others.identify(id, anna, "signed in", "Officer One"),
              () -> others.extend(id, "many requests", "Eva Berg"),
              () -> others.refuse(id, anna, "abuse", "Eva Berg", "Jon Holm"),
              () -> others.preview(id, anna),
              () -> others.answers(id, anna, Progress.silent()),
              () -> others.execute(id, anna),
              () -> others.notice(id, "carrier"),
              () -> others.notified(id, "carrier"),
              () -> others.close(id))) {
        assertThatThrownBy(act)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("request: " + id + " is unknown");
      }
      assertThat(others.released(id)).isFalse();
      assertThat(others.all()).isEmpty();
      assertThat(elsewhere.journal().read(ANNA, 1)).hasSize(1);
      assertThat(elsewhere.journal().standing(ANNA)).isEqualTo(Standing.UNSAID);

      requests().execute(id, AS_WRITTEN);
      assertThat(elsewhere.journal().read(ANNA, 1)).as("of the same name").hasSize(1);
    }
    assertThat(before.stage()).isEqualTo(Stage.RESTRICTED);
    assertThat(decided).isEmpty();
  }

  private Requests of(PostgresStore elsewhere) {
    KeepingJournal journal = new KeepingJournal(elsewhere.journal(), Evidence.none());
    return new Requests(
        elsewhere.docket(),
        journal,
        new Execution(journal, Optional.empty(), outside),
        decided::add,
        Clock.fixed(NOON, ZoneOffset.UTC));
  }

  @Test
  void sameReferenceInAnotherTenant_isAnotherRequest() {
    UUID id = requests().open(referring(ANNA, Right.ACCESS, "ticket 1")).id();
    try (PostgresStore elsewhere =
        PostgresStore.open(DATABASE.dataSource(), vault, "not " + tenant)) {
      Filed other = of(elsewhere).open(referring(BERT, Right.ERASURE, "ticket 1"));

      assertThat(other.id()).isNotEqualTo(id);
      assertThat(other.request().duplicateOf()).isNull();
    }
  }

  @Test
  void requestOfAnotherCustomer_isNotHandledUnderTheName() {
    UUID id = identified(asking(Right.ERASURE));

    assertThatThrownBy(() -> requests().execute(id, Optional.of(BERT)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("customer: is not the one of this request");
    assertThat(items(ANNA)).hasSize(2);
    assertThat(items(BERT)).hasSize(1);
  }

  private static Opening telling(Opening opening) {
    return new Opening(
        opening.customer(),
        opening.right(),
        opening.purposes(),
        opening.scope(),
        opening.correction(),
        opening.reference(),
        List.of("carrier"));
  }

  @Test
  void notice_saysWhatIsToBeDone_byReferenceAndDeadline_andNamesNoCustomer() {
    UUID all = identified(telling(erasureOf(BERT, Scope.builder().item(ItemId.of("i3")).build())));
    assertThatThrownBy(() -> requests().notice(all, "carrier"))
        .hasMessage("notify: the request is restricted, not certified");
    requests().execute(all, AS_WRITTEN);

    assertThat(requests().notice(all, "carrier"))
        .isEqualTo(
            """
            To: carrier
            Reference: %s
            Asked for on: 2026-03-01
            To be done by: 2026-04-01

            We gave you data of a person who has asked us for the erasure of some data.
            We have done so. Erase what you have from us of the following:
              items: i3
            Do the same with copies and backups, and tell those whom you gave the data to.
            Which person it is, we tell you apart from this text, under the reference.
            Answer with the reference when it is done, or why it cannot be.
            """
                .formatted(all));
    assertThatThrownBy(() -> requests().notice(all, "bank"))
        .hasMessage("recipient: \"bank\" is none of this request's");
  }

  @Test
  void noticeOfARectification_saysWhatIsRight() {
    UUID id = identified(telling(correcting("anna2", "i9")));
    requests().execute(id, AS_WRITTEN);

    assertThat(requests().notice(id, "carrier"))
        .contains(
            "Put right what you have from us of the following:",
            "  event: 1, told apart\n",
            "  right item: i9\n")
        .doesNotContain("anna2");
  }

  @Test
  void noticeOfSomeEvents_countsWhatMayNameAPerson() {
    Scope scope =
        Scope.builder()
            .event(EventId.of("anna2"))
            .channel("anna-mail")
            .campaign("for-anna")
            .campaign("for-her")
            .build();
    UUID id = identified(telling(erasureOf(ANNA, scope)));
    requests().execute(id, AS_WRITTEN);

    assertThat(requests().notice(id, "carrier"))
        .contains(
            "  events: 1, told apart\n",
            "  channels: 1, told apart\n",
            "  campaigns: 2, told apart\n")
        .doesNotContain("anna", "for-her");
  }

  @Test
  void noticeOfAWholeErasure_namesNothingButTheReference() {
    UUID id = identified(telling(asking(Right.ERASURE)));
    requests().execute(id, AS_WRITTEN);

    assertThat(requests().notice(id, "carrier"))
        .contains(id.toString(), "Erase all that you have from us of this person.")
        .doesNotContain("anna");
  }

  @Test
  void previewOfACorrection_showsTheAnswersOfAWorldThatWasAlwaysRight() {
    Base base = RandomBases.create(3, 12);
    KeepingJournal journal = new KeepingJournal(store.journal(), Evidence.none());
    Execution execution = new Execution(journal, Optional.of(base), outside);
    Requests previewing =
        new Requests(
            store.docket(), journal, execution, decided::add, Clock.fixed(NOON, ZoneOffset.UTC));
    UUID id = identified(correcting("anna2", "i9"));
    previewing.preview(id, AS_WRITTEN);
    AnswersBeside preview = previewing.answers(id, AS_WRITTEN, Progress.silent()).orElseThrow();
    assertThat(items(ANNA)).containsExactly("i1", "i2");
    assertThat(preview.now()).isNotEqualTo(preview.then()).hasSize(10);

    previewing.execute(id, AS_WRITTEN);
    UUID none = identified(correcting("anna2", "i9"));
    assertThat(previewing.answers(none, AS_WRITTEN, Progress.silent()).orElseThrow())
        .isEqualTo(new AnswersBeside(preview.then(), preview.then()));
    assertThat(previewing.preview(none, AS_WRITTEN).request().plan())
        .extracting(Request.Plan::events, Request.Plan::cells)
        .containsExactly(0L, 0L);
  }

  @Test
  void holdsThatCannotBeAsked_stopTheRequestAtItsCheck() {
    UUID id = identified(asking(Right.ERASURE));
    Evidence away =
        new Evidence() {
          @Override
          public boolean holds(Set<CustomerId> customers) {
            throw new RicordoException("holds: the folder is away");
          }

          @Override
          public boolean keep(Leaving leaving) {
            return false;
          }

          @Override
          public void note(Set<CustomerId> customers, UUID request) {}
        };
    Requests holding = over(new KeepingJournal(store.journal(), away), NOON);

    assertThatThrownBy(() -> holding.preview(id, AS_WRITTEN)).hasMessageStartingWith("holds: ");
    assertThat(requests().require(id).request().stage()).isEqualTo(Stage.RESTRICTED);
  }
}
