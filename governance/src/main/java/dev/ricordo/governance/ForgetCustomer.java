package dev.ricordo.governance;

import dev.ricordo.Ranking;
import dev.ricordo.Ricordo;
import dev.ricordo.RicordoException;
import dev.ricordo.Scope;
import dev.ricordo.Slot;
import dev.ricordo.base.Base;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.evidence.hold.KeepingJournal;
import dev.ricordo.lab.Progress;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.Leaving;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Forgets a customer or some of a customer's events, or shows what forgetting would do.
 *
 * <p>The journal is where a customer is: memory, snapshot and share in the collective counts are
 * functions of it. A shop that runs on the same journal notices within a second and folds what it
 * holds anew. Thread-safe.
 */
/*
 * A shop may learn while this runs. What it accepts after the journal was read is no part of the
 * request: events are told apart by their positions, and whatever stands behind the last one that
 * was read is left alone and not looked at. A whole customer is different: the store refuses events
 * up to the time of the erasure from then on.
 */
public final class ForgetCustomer {

  private static final int ANSWERS = 10;

  private final KeepingJournal journal;
  private final Optional<Base> base;
  private final Clock clock;

  /**
   * @param journal keeps what legal holds ask for before it is destroyed
   * @param base says which items are of a category or brand, and by which rules events are counted
   */
  public ForgetCustomer(KeepingJournal journal, Optional<Base> base, Clock clock) {
    this.journal = journal;
    this.base = base;
    this.clock = clock;
  }

  /**
   * Shows what would go and, with a base, how the answers would change: the same question is put to
   * the world as it is and to one in which the events never happened. Changes nothing; folds the
   * whole journal twice.
   *
   * @param scope which events; none for all
   * @throws IllegalArgumentException if the scope names categories or brands and there is no base
   *     to say which items are of them, or it has no such
   */
  public ForgetReport preview(CustomerId customer, Optional<Scope> scope, Progress progress) {
    List<JournalEntry> entries = journal.read(customer, 1);
    List<JournalEntry> gone = entries.stream().filter(covered(scope)).toList();
    Set<EventId> ids = ids(gone);
    return ForgetReport.preview(
        scope.isPresent(),
        ForgottenEvents.of(gone),
        cells(customer, entries, without(entries, ids)),
        journal.panels().holding(customer).size(),
        holds(customer),
        base.map(release -> answers(release, customer, Optional::of, progress)),
        base.map(release -> answers(release, customer, without(ids), progress)));
  }

  /**
   * How the answers would change if the customer's events were others; empty without a base.
   * Changes nothing; folds the whole journal twice.
   *
   * @param becomes what is there in an event's place, if anything is
   */
  public Optional<AnswersBeside> answers(
      CustomerId customer,
      Function<JournalEntry, Optional<JournalEntry>> becomes,
      Progress progress) {
    return base.map(
        release ->
            AnswersBeside.of(
                answers(release, customer, Optional::of, progress),
                answers(release, customer, becomes, progress)));
  }

  private static Function<JournalEntry, Optional<JournalEntry>> without(Set<EventId> gone) {
    return entry -> gone.contains(entry.event().id()) ? Optional.empty() : Optional.of(entry);
  }

  /**
   * How much a request is about.
   *
   * @param last position of the customer's last event, covered or not; 0 if there is none
   * @param events how many events are covered
   * @param cells in how many cells of the shared sums they show
   * @param epochs numbers of the closed epochs of consolidation that the customer has events in
   * @param kept the events that are not covered; personal
   */
  public record Extent(
      long last, long events, long cells, List<Long> epochs, List<JournalEntry> kept) {

    public Extent {
      epochs = List.copyOf(epochs);
      kept = List.copyOf(kept);
    }

    @Override
    public String toString() {
      return "Extent[events=" + events + "]";
    }
  }

  /**
   * Says how much would go, without looking at answers.
   *
   * @throws IllegalArgumentException as {@link #preview}
   */
  public Extent extent(CustomerId customer, Optional<Scope> scope) {
    return extent(customer, scope, entry -> Optional.empty());
  }

  /**
   * What becomes of events when those that are covered are forgotten.
   *
   * @throws IllegalArgumentException as {@link #preview}
   */
  public Function<JournalEntry, Optional<JournalEntry>> without(Optional<Scope> scope) {
    Predicate<JournalEntry> covered = covered(scope);
    return entry -> covered.test(entry) ? Optional.empty() : Optional.of(entry);
  }

  /**
   * Says how much would change if covered events became others.
   *
   * @param becomes what takes the place of a covered event; itself where nothing changes
   */
  public Extent extent(
      CustomerId customer,
      Optional<Scope> scope,
      Function<JournalEntry, Optional<JournalEntry>> becomes) {
    Predicate<JournalEntry> covered = covered(scope);
    List<JournalEntry> entries = journal.read(customer, 1);
    List<JournalEntry> then =
        entries.stream()
            .flatMap(e -> (covered.test(e) ? becomes.apply(e) : Optional.of(e)).stream())
            .toList();
    long stay = entries.stream().filter(new HashSet<>(then)::contains).count();
    long last = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).position();
    return new Extent(
        last,
        entries.size() - stay,
        cells(customer, entries, then),
        epochs(entries, epoch -> true),
        entries.stream().filter(covered.negate()).toList());
  }

  private List<Long> epochs(Collection<JournalEntry> entries, Predicate<Epoch> which) {
    return journal.epochs().all().stream()
        .filter(which)
        .filter(epoch -> entries.stream().anyMatch(entry -> epoch.holds(entry.position())))
        .map(Epoch::number)
        .toList();
  }

  /** Whether the customer lets events be counted in the sums that customers share. */
  public boolean counts(CustomerId customer) {
    return CollectiveShare.isCounted(journal, customer);
  }

  /** Whether a legal hold keeps a copy of what goes. */
  public boolean holds(CustomerId customer) {
    return journal.holds(customer);
  }

  /**
   * What is there, of what a request was about.
   *
   * @param left how many covered events
   * @param kept the others; personal
   */
  public record Found(long left, List<JournalEntry> kept) {

    public Found {
      kept = List.copyOf(kept);
    }

    @Override
    public String toString() {
      return "Found[left=" + left + "]";
    }
  }

  /** Looks at the customer's events up to a position. */
  public Found find(CustomerId customer, Optional<Scope> scope, long last) {
    return found(journal.read(customer, 1), scope, entry -> entry.position() <= last);
  }

  private Found found(
      List<JournalEntry> entries, Optional<Scope> scope, Predicate<JournalEntry> asked) {
    List<JournalEntry> there = entries.stream().filter(asked).toList();
    List<JournalEntry> left = there.stream().filter(covered(scope)).toList();
    return new Found(left.size(), without(there, ids(left)));
  }

  private long cells(CustomerId customer, List<JournalEntry> before, List<JournalEntry> after) {
    return CollectiveShare.differences(
        CollectiveShare.counted(journal, customer, before),
        CollectiveShare.counted(journal, customer, after),
        base);
  }

  private static List<JournalEntry> without(List<JournalEntry> entries, Set<EventId> gone) {
    return entries.stream().filter(entry -> !gone.contains(entry.event().id())).toList();
  }

  private static Set<EventId> ids(List<JournalEntry> entries) {
    return entries.stream().map(entry -> entry.event().id()).collect(Collectors.toSet());
  }

  private List<ItemId> answers(
      Base release,
      CustomerId customer,
      Function<JournalEntry, Optional<JournalEntry>> becomes,
      Progress progress) {
    try (Progress.Bar bar = progress.start("customers folded", 0);
        Ricordo ricordo =
            Ricordo.builder()
                .base(release)
                .journal(Journals.changed(journal, becomes, bar::advance))
                .hotBytes(1)
                .build()) {
      Ranking ranking = ricordo.recommend(customer, Slot.of("preview"), ANSWERS);
      return ranking.items();
    }
  }

  /**
   * Forgets, and looks whether it is so.
   *
   * @param scope which events; none for all
   * @throws IllegalArgumentException as {@link #preview}; then nothing was forgotten
   * @throws RicordoException if the journal fails, or what a legal hold asks for cannot be kept;
   *     then nothing was forgotten
   */
  public Forgotten forget(CustomerId customer, Optional<Scope> scope) {
    Predicate<JournalEntry> covered = covered(scope);
    List<JournalEntry> read = journal.read(customer, 1);
    Set<EventId> asked = ids(read.stream().filter(covered).toList());
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    AtomicBoolean held = new AtomicBoolean(holds(customer));
    boolean counted = counts(customer);
    List<JournalEntry> leaves = new ArrayList<>(read);
    Consumer<Leaving> before =
        leaving -> {
          leaves.clear();
          leaves.addAll(leaving.entries()); // with what came after it was read
          held.set(false); // holds come and go until here
        };
    KeepingJournal erasing = journal.whereHeld(leaving -> held.set(true));
    long events =
        scope.isEmpty()
            ? erasing.erase(customer, at, before)
            // Asked though there may be nothing to erase: keys may be left to destroy.
            : erasing.erase(customer, asked, at, before);
    Set<JournalEntry> seen = new HashSet<>(read);
    seen.addAll(leaves);
    List<JournalEntry> entries = scope.isEmpty() ? leaves : read;
    List<JournalEntry> gone = entries.stream().filter(covered).toList();
    List<JournalEntry> rest = without(entries, ids(gone));
    Found found = found(journal.read(customer, 1), scope, asked(scope, entries, at));
    return new Forgotten(
        scope,
        at,
        events,
        ForgottenEvents.of(gone),
        counted ? CollectiveShare.differences(entries, rest, base) : 0,
        journal.panels().owing(customer).size(),
        held.get(),
        events == 0 ? List.of() : epochs(seen, ForgetCustomer::wasTouched),
        found.left(),
        found.kept().equals(rest),
        found.kept(),
        Optional.of(entries),
        counted);
  }

  /** One that was closed after the erasure has the place of the events, but never had them. */
  private static boolean wasTouched(Epoch epoch) {
    return epoch.changes() > 1;
  }

  /** Of what is found now, that which the request was about. */
  private static Predicate<JournalEntry> asked(
      Optional<Scope> scope, List<JournalEntry> before, Instant at) {
    long last = before.isEmpty() ? 0 : before.get(before.size() - 1).position();
    return scope.isEmpty()
        ? entry -> !entry.event().at().isAfter(at)
        : entry -> entry.position() <= last;
  }

  private Predicate<JournalEntry> covered(Optional<Scope> scope) {
    if (scope.isEmpty()) {
      return entry -> true;
    }
    Scope some = scope.get();
    Catalogue catalogue =
        base.map(Base::describedCatalogue).orElseGet(() -> Catalogue.of(List.of()));
    requireKnown("category", some.categories(), catalogue, i -> List.of(i.category().split("\\|")));
    requireKnown("brand", some.brands(), catalogue, i -> List.of(i.brand()));
    return entry -> some.covers(entry.event(), catalogue);
  }

  /** A misspelt category would forget nothing, and nobody would notice. */
  private void requireKnown(
      String field, Set<String> values, Catalogue catalogue, Function<Item, List<String>> of) {
    if (!values.isEmpty() && base.isEmpty()) {
      throw new IllegalArgumentException(
          field + ": needs a base, whose catalogue says which items are of it; none was given");
    }
    Set<String> known =
        catalogue.items().stream()
            .flatMap(item -> of.apply(item).stream())
            .collect(Collectors.toSet());
    for (String value : values) {
      if (!known.contains(value)) {
        throw new IllegalArgumentException(
            field + ": \"" + value + "\" is not in the base's catalogue");
      }
    }
  }
}
