package dev.ricordo.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.Erasure;
import dev.ricordo.Ricordo;
import dev.ricordo.Scope;
import dev.ricordo.Slot;
import dev.ricordo.base.Base;
import dev.ricordo.base.Mix;
import dev.ricordo.base.RandomBases;
import dev.ricordo.base.Shape;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.evidence.hold.Evidence;
import dev.ricordo.evidence.hold.KeepingJournal;
import dev.ricordo.lab.Progress;
import dev.ricordo.spi.ForwardingJournal;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.Leaving;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ForgetCustomerTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Clock EVENING =
      Clock.fixed(Instant.parse("2026-03-01T18:00:00Z"), ZoneOffset.UTC);
  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final CustomerId BERT = CustomerId.of("bert");

  private static final Scope ITEM_2 = Scope.builder().item(ItemId.of("i2")).build();

  private final Base base = RandomBases.create(3, 30);
  private final Journal journal = Journal.inMemory();
  private final ForgetCustomer act =
      new ForgetCustomer(new KeepingJournal(journal, Evidence.none()), Optional.of(base), EVENING);

  @BeforeEach
  void observe() {
    journal.append(List.of(view(ANNA, 1), view(ANNA, 2), view(BERT, 3), view(ANNA, 4)));
  }

  private static Event view(CustomerId customer, int item) {
    return Event.viewed(customer, ItemId.of("i" + item), NOON.plusSeconds(item));
  }

  @Test
  void preview_showsTheAnswersOfAWorldWithoutTheCustomer_andChangesNothing() {
    List<String> now = answers(journal);
    Journal never = Journal.inMemory();
    never.append(List.of(view(BERT, 3)));

    ForgetReport report = act.preview(ANNA, Optional.empty(), Progress.silent());

    assertThat(report.events()).isEqualTo(3);
    assertThat(report.cells()).isEqualTo(3);
    assertThat(report.answersNow()).isEqualTo(now);
    assertThat(report.answersThen()).isEqualTo(answers(never)).isNotEqualTo(now);
    assertThat(journal.read(ANNA, 1)).hasSize(3);
  }

  private List<String> answers(Journal world) {
    try (Ricordo ricordo = Ricordo.builder().base(base).journal(world).build()) {
      return ricordo.recommend(ANNA, Slot.of("home"), 10).items().stream()
          .map(ItemId::value)
          .toList();
    }
  }

  @Test
  void forgetting_removesTheEvents_andRefusesLateOnes() {
    ForgetReport report = ForgetReport.of(act.forget(ANNA, Optional.empty()));

    assertThat(report.passed()).isTrue();
    assertThat(report.events()).isEqualTo(3);
    assertThat(report.left()).isZero();
    assertThat(journal.read(ANNA, 1)).isEmpty();
    assertThat(journal.read(BERT, 1)).hasSize(1);
    journal.append(List.of(view(ANNA, 5)));
    assertThat(journal.read(ANNA, 1)).isEmpty();
  }

  @Test
  void previewAndForgetting_agree() {
    ForgetReport preview = act.preview(ANNA, Optional.empty(), Progress.silent());
    ForgetReport done = ForgetReport.of(act.forget(ANNA, Optional.empty()));

    assertThat(List.of(done.events(), done.cells()))
        .isEqualTo(List.of(preview.events(), preview.cells()));
  }

  @Test
  void shareInTheCollective_isWhatTheSdkSays() {
    journal.append(
        List.of(
            Event.cancelled(ANNA, ItemId.of("i2"), NOON.plusSeconds(9)),
            Event.purchased(ANNA, ItemId.of("i1"), NOON.plusSeconds(10))));
    try (Ricordo ricordo = Ricordo.builder().base(base).journal(journal).build()) {
      assertThat(
              CollectiveShare.of(journal, ANNA, journal.read(ANNA, 1), Optional.of(base)).share())
          .isEqualTo(ricordo.inspect(ANNA).collective());
    }
  }

  @Test
  void previewOfSome_showsTheAnswersOfAWorldInWhichTheyNeverHappened() {
    Journal never = Journal.inMemory();
    never.append(List.of(view(ANNA, 1), view(BERT, 3), view(ANNA, 4)));

    ForgetReport report = act.preview(ANNA, Optional.of(ITEM_2), Progress.silent());

    assertThat(report.events()).isEqualTo(1);
    assertThat(report.kinds()).isEqualTo(Map.of("view", 1L));
    assertThat(report.items()).isEqualTo(1);
    assertThat(report.firstEvent()).isEqualTo("2026-03-01T12:00:02Z");
    assertThat(report.answersThen()).isEqualTo(answers(never)).isNotEqualTo(report.answersNow());
    assertThat(journal.read(ANNA, 1)).hasSize(3);
  }

  @Test
  void categoriesAndBrands_areThoseThatTheBaseWasTrainedWith() {
    Base described = RandomBases.create(3, 30, Shape.DEFAULT, Mix.own(0), RandomBases.features(30));
    ForgetCustomer knowing =
        new ForgetCustomer(
            new KeepingJournal(journal, Evidence.none()), Optional.of(described), EVENING);
    Scope even = Scope.builder().category("even").build();
    Scope brand = Scope.builder().brand("b1").build();

    assertThat(knowing.extent(ANNA, Optional.of(even)).events()).isEqualTo(2);
    assertThat(knowing.extent(ANNA, Optional.of(brand)).events()).isEqualTo(2);
    assertThatThrownBy(
            () -> knowing.extent(ANNA, Optional.of(Scope.builder().category("evne").build())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("category: \"evne\" is not in the base's catalogue");
  }

  @Test
  void forgettingSome_keepsTheOthers_andAgreesWithItsPreviewAndTheSdk() {
    ForgetReport preview = act.preview(ANNA, Optional.of(ITEM_2), Progress.silent());
    Journal twin = Journal.inMemory();
    journal.read(ANNA, 1).forEach(entry -> twin.append(List.of(entry.event())));
    Erasure erasure;
    try (Ricordo ricordo = Ricordo.builder().base(base).journal(twin).build()) {
      erasure = ricordo.forget(ANNA, ITEM_2);
    }

    Forgotten done = act.forget(ANNA, Optional.of(ITEM_2));

    assertThat(done.passed()).isTrue();
    assertThat(done.events()).isEqualTo(preview.events()).isEqualTo(erasure.events());
    assertThat(done.cells()).isEqualTo(preview.cells()).isEqualTo(erasure.cells());
    assertThat(journal.read(ANNA, 1)).isEqualTo(done.kept()).hasSize(2);
  }

  @Test
  void epochsThatAreTouched_areThoseWithEventsOfTheCustomer_andNoOthers() {
    journal.epochs().close(NOON);
    journal.append(List.of(view(BERT, 5)));
    journal.epochs().close(NOON);
    journal.append(List.of(view(ANNA, 6)));
    journal.epochs().close(NOON);
    journal.append(List.of(view(ANNA, 7)));

    assertThat(act.extent(ANNA, Optional.of(ITEM_2)).epochs()).containsExactly(1L, 3L);
    assertThat(act.forget(ANNA, Optional.of(ITEM_2)).epochs()).containsExactly(1L, 3L);
    assertThat(act.forget(ANNA, Optional.of(ITEM_2)).epochs()).as("nothing is gone").isEmpty();
    assertThat(act.forget(ANNA, Optional.empty()).epochs()).containsExactly(1L, 3L);
    assertThat(act.forget(BERT, Optional.empty()).epochs()).containsExactly(1L, 2L);
  }

  @Test
  void epochClosedWhileItIsForgotten_isNamedIfItIsTouched() {
    Journal closing =
        new ForwardingJournal(journal) {
          @Override
          public long erase(CustomerId customer, Instant at, Consumer<Leaving> before) {
            delegate.epochs().close(NOON);
            long events = delegate.erase(customer, at, before);
            delegate.append(List.of(view(BERT, 8)));
            delegate.epochs().close(NOON);
            return events;
          }
        };

    assertThat(over(closing).forget(ANNA, Optional.empty()).epochs()).containsExactly(1L);
  }

  @Test
  void eventThatComesAsItIsForgotten_isCountedAndTold_withTheOthers() {
    Journal late =
        new ForwardingJournal(journal) {
          @Override
          public long erase(CustomerId customer, Instant at, Consumer<Leaving> before) {
            delegate.append(List.of(view(ANNA, 7)));
            return delegate.erase(customer, at, before);
          }
        };
    Forgotten done = over(late).forget(ANNA, Optional.empty());

    assertThat(done.passed()).isTrue();
    assertThat(done.events()).isEqualTo(4);
    assertThat(done.before().orElseThrow())
        .extracting(entry -> entry.event().item().value())
        .containsExactly("i1", "i2", "i4", "i7");
    assertThat(done.gone()).isEqualTo(ForgottenEvents.of(done.before().orElseThrow()));
    CustomerId carl = CustomerId.of("carl");
    journal.append(List.of(view(carl, 1), view(carl, 2), view(carl, 4), view(carl, 7)));
    assertThat(done.cells())
        .isEqualTo(act.preview(carl, Optional.empty(), Progress.silent()).cells());
  }

  @Test
  void storeThatTakesAnEventTooMany_orLeavesOne_isFound() {
    Journal taking = erasing(asked -> Set.of(id(1), id(2)));
    Journal leaving = erasing(asked -> Set.of());
    Scope some = Scope.builder().item(ItemId.of("i2")).build();
    Scope other = Scope.builder().item(ItemId.of("i4")).build();

    Forgotten tooMany = over(taking).forget(ANNA, Optional.of(some));
    Forgotten tooFew = over(leaving).forget(ANNA, Optional.of(other));

    assertThat(tooMany.passed()).isFalse();
    assertThat(tooMany.keptUnchanged()).isFalse();
    assertThat(ForgetReport.of(tooMany).passed()).isFalse();
    assertThat(tooFew.passed()).isFalse();
    assertThat(tooFew.left()).isEqualTo(1);
  }

  private EventId id(int item) {
    return journal.read(ANNA, 1).stream()
        .map(entry -> entry.event())
        .filter(event -> event.item().value().equals("i" + item))
        .map(Event::id)
        .findFirst()
        .orElseThrow();
  }

  private ForgetCustomer over(Journal other) {
    return new ForgetCustomer(
        new KeepingJournal(other, Evidence.none()), Optional.of(base), EVENING);
  }

  private Journal erasing(UnaryOperator<Set<EventId>> erased) {
    return new ForwardingJournal(journal) {
      @Override
      public long erase(
          CustomerId customer, Set<EventId> events, Instant at, Consumer<Leaving> before) {
        return delegate.erase(customer, erased.apply(events), at, before);
      }
    };
  }

  @Test
  void previewOfAMergedVisitor_leavesOutWhoItIsOneWith() {
    CustomerId guest = CustomerId.of("guest");
    journal.merge(guest, ANNA, NOON);

    ForgetReport report = act.preview(guest, Optional.empty(), Progress.silent());

    assertThat(report.events()).isEqualTo(3);
    assertThat(report.answersThen()).isNotEqualTo(report.answersNow());
  }

  @Test
  void aCategory_needsABase_thatHasIt() {
    Optional<Scope> scope = Optional.of(Scope.builder().category("no-such").build());
    ForgetCustomer bare =
        new ForgetCustomer(new KeepingJournal(journal, Evidence.none()), Optional.empty(), EVENING);

    assertThatThrownBy(() -> act.forget(ANNA, scope))
        .hasMessage("category: \"no-such\" is not in the base's catalogue");
    assertThatThrownBy(() -> bare.forget(ANNA, scope)).hasMessageContaining("needs a base");
    assertThat(journal.read(ANNA, 1)).hasSize(3);
  }

  @Test
  void report_doesNotNameTheCustomer() {
    List<String> texts =
        new ArrayList<>(act.preview(ANNA, Optional.empty(), Progress.silent()).toLines());
    texts.add(act.preview(ANNA, Optional.empty(), Progress.silent()).toJson());
    ForgetReport done = ForgetReport.of(act.forget(ANNA, Optional.empty()));
    texts.addAll(done.toLines());
    texts.add(done.toJson());

    assertThat(texts).noneMatch(text -> text.contains("anna"));
  }
}
