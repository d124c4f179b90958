package dev.ricordo.internal;

import dev.ricordo.Because;
import dev.ricordo.Erasure;
import dev.ricordo.Inspection;
import dev.ricordo.Level;
import dev.ricordo.Observation;
import dev.ricordo.Ranking;
import dev.ricordo.Retrospect;
import dev.ricordo.Ricordo;
import dev.ricordo.Scope;
import dev.ricordo.Slot;
import dev.ricordo.base.Base;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.consent.Purpose;
import dev.ricordo.consent.Standing;
import dev.ricordo.consolidation.Consolidation;
import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.Verdict;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Journal;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@link Ricordo}: the engine of one base release after the other, over the same journal.
 * Thread-safe.
 */
/*
 * The next engine takes the place of the present one while all lanes of the present one are locked.
 * Whoever waits for one of those locks finds the engine retired and asks the next.
 *
 * A change whose outcome is unknown may become durable later, after the sums were folded anew. What
 * next changes something of its customers in the store has waited there until it was settled: then
 * they are folded once more. What changes nothing there may not have waited, and they stay in doubt.
 */
public final class Releases implements Ricordo {

  private static final System.Logger LOG = System.getLogger(Releases.class.getName());

  private final Function<Base, Engine> opening;
  private final Consolidation consolidation;
  private final Refolding refolding = new Refolding(this::refold);
  private final Listening listening = new Listening(this);

  /** Whose last change has an unknown outcome, and everyone who was one with them. */
  private final Set<CustomerId> doubtful = ConcurrentHashMap.newKeySet();

  private volatile Engine present;

  private Releases(Function<Base, Engine> opening, Base base, ConsolidationRules rules) {
    consolidation = new Consolidating(rules);
    this.opening = opening;
    present = open(base);
  }

  private Engine open(Base base) {
    Engine engine = opening.apply(base);
    engine.onClockSetBack(this::clockSetBack);
    return engine;
  }

  private void clockSetBack() {
    LOG.log(
        System.Logger.Level.WARNING,
        "The clock went back to before the epoch that was open: folding the shared sums anew");
    refolding.soon();
  }

  /**
   * Folds what the journal holds, then answers.
   *
   * @param opening makes an engine that has read nothing
   */
  public static Ricordo start(
      Journal journal, Base base, ConsolidationRules rules, Function<Base, Engine> opening) {
    Releases releases = new Releases(opening, base, rules);
    // The listeners first: a change while the journal is read must not be missed.
    Listening listening = releases.listening;
    journal.onForeignChange(touched -> listening.tell(open -> open.changedElsewhere(touched)));
    journal.onForeignStanding(() -> listening.tell(open -> open.ask(Engine::dropStandings)));
    try {
      releases.ask(Engine::start);
    } catch (RuntimeException | Error e) {
      listening.end();
      releases.refolding.close();
      releases.present.abandon();
      throw e;
    }
    return releases;
  }

  /** What a journal tells goes through: it never lets go of a listener, but this one of us. */
  private static final class Listening {

    private final AtomicReference<@Nullable Releases> open;

    Listening(Releases releases) {
      open = new AtomicReference<>(releases);
    }

    void tell(Consumer<Releases> change) {
      Releases present = open.get();
      if (present != null) {
        change.accept(present);
      }
    }

    void end() {
      open.set(null);
    }
  }

  private void changedElsewhere(Predicate<CustomerId> touched) {
    ask(engine -> engine.changedElsewhere(touched));
    refolding.soon();
  }

  /** None of this while another engine takes the place, or an epoch is decided about. */
  private synchronized void refold() {
    boolean done = false;
    while (!done) {
      done = ask(Engine::refold);
    }
  }

  private <T> T ask(Function<Engine, T> question) {
    while (true) {
      try {
        return question.apply(present);
      } catch (Lanes.Retired e) {
        // The next engine was in place before this one retired.
      }
    }
  }

  @Override
  public synchronized void moveTo(Base base) {
    boolean moved = false;
    while (!moved) {
      Engine next = open(base);
      try {
        moved = present.handOver(next, () -> present = next);
      } finally {
        if (present != next) {
          next.abandon();
        }
      }
    }
  }

  @Override
  public Consolidation consolidation() {
    return consolidation;
  }

  /** Of whichever engine is present; none of this while another takes its place. */
  private <T> T consolidate(Function<Consolidator, T> act) {
    synchronized (this) {
      return ask(engine -> act.apply(engine.consolidator()));
    }
  }

  private final class Consolidating implements Consolidation {

    private final ConsolidationRules rules;

    Consolidating(ConsolidationRules rules) {
      this.rules = rules;
    }

    @Override
    public ConsolidationRules rules() {
      return rules;
    }

    @Override
    public List<Epoch> epochs() {
      return present.consolidator().epochs();
    }

    @Override
    public boolean stale() {
      return present.consolidator().stale();
    }

    @Override
    public Optional<Epoch> close() {
      return consolidate(Consolidator::close);
    }

    @Override
    public List<Epoch> examine() {
      return consolidate(Consolidator::examine);
    }

    @Override
    public Epoch vote(long number, Verdict verdict, String voter) {
      return consolidate(consolidator -> consolidator.vote(number, verdict, voter));
    }
  }

  @Override
  public Observation observe(Event event) {
    return observeAll(List.of(event)).get(0);
  }

  @Override
  public List<Observation> observeAll(List<Event> events) {
    List<CustomerId> customers = events.stream().map(Event::customer).distinct().toList();
    return changing(
        customers,
        engine -> engine.observeAll(events),
        outcomes -> outcomes.stream().anyMatch(Releases::waitedInTheStore));
  }

  /** Learned or known already; whatever else was withheld may never have been looked up. */
  private static boolean waitedInTheStore(Observation outcome) {
    return outcome instanceof Observation.Learned
        || outcome.equals(new Observation.Withheld(Observation.Reason.DUPLICATE));
  }

  /**
   * A change of customers.
   *
   * @param settles whether a change of this outcome has waited until whatever was in doubt of them
   *     was settled; else it stays in doubt
   */
  private <T> T changing(
      Collection<CustomerId> customers, Function<Engine, T> change, Predicate<T> settles) {
    Set<CustomerId> inDoubt = takeInDoubt(customers);
    try {
      T changed = ask(change);
      if (settles.test(changed)) {
        foldAnew(inDoubt);
        inDoubt.clear();
      }
      return changed;
    } catch (RuntimeException | Error e) {
      if (Engine.mayBeDurable(e)) {
        customers.forEach(customer -> doubtful.addAll(oneWith(customer)));
        foldAnew(customers);
      }
      throw e;
    } finally {
      doubtful.addAll(inDoubt);
    }
  }

  /** Those who are one with one of these, and in doubt; who puts them back owns them meanwhile. */
  private Set<CustomerId> takeInDoubt(Collection<CustomerId> customers) {
    Set<CustomerId> inDoubt = new HashSet<>();
    if (!doubtful.isEmpty()) {
      customers.stream()
          .filter(doubtful::contains)
          .forEach(customer -> inDoubt.addAll(oneWith(customer)));
      inDoubt.retainAll(doubtful);
      doubtful.removeAll(inDoubt);
    }
    return inDoubt;
  }

  /** The memories when they are asked for, the sums soon. */
  private void foldAnew(Collection<CustomerId> customers) {
    if (!customers.isEmpty()) {
      ask(engine -> engine.distrust(customers));
      refolding.soon();
    }
  }

  @Override
  public Ranking recommend(CustomerId customer, Slot slot, int count) {
    return ask(engine -> engine.recommend(customer, slot, count));
  }

  @Override
  public Because because(Ranking ranking, ItemId item) {
    return ask(engine -> engine.because(ranking, item));
  }

  @Override
  public Inspection inspect(CustomerId customer) {
    return ask(engine -> engine.inspect(customer));
  }

  @Override
  public Retrospect retrospect(CustomerId customer, LongConsumer looked) {
    return ask(engine -> engine.retrospect(customer, looked));
  }

  @Override
  public Erasure forget(CustomerId customer) {
    return changing(List.of(customer), engine -> engine.forget(customer), erasure -> true);
  }

  @Override
  public Erasure forget(CustomerId customer, Scope scope) {
    return changing(
        List.of(customer),
        engine -> engine.forget(customer, scope),
        erasure -> erasure.events() > 0);
  }

  @Override
  public boolean merge(CustomerId visitor, CustomerId known) {
    return changing(
        List.of(visitor, known), engine -> engine.merge(visitor, known), merged -> true);
  }

  @Override
  public boolean unmerge(CustomerId visitor) {
    return changing(List.of(visitor), engine -> engine.unmerge(visitor), unmerged -> unmerged);
  }

  @Override
  public Set<CustomerId> oneWith(CustomerId customer) {
    return ask(engine -> engine.oneWith(customer));
  }

  @Override
  public Standing standing(CustomerId customer) {
    return ask(engine -> engine.standing(customer));
  }

  @Override
  public Standing stand(CustomerId customer, UnaryOperator<Standing> change) {
    return changing(List.of(customer), engine -> engine.stand(customer, change), said -> true);
  }

  @Override
  public void forEachConsenting(Purpose purpose, Consumer<CustomerId> consumer) {
    present.forEachConsenting(purpose, consumer);
  }

  @Override
  public List<Level> levels() {
    return present.levels();
  }

  @Override
  public List<Level> levels(CustomerId customer) {
    return ask(engine -> engine.levels(customer));
  }

  @Override
  public Base base() {
    return present.base();
  }

  @Override
  public Catalogue catalogue() {
    return present.catalogue();
  }

  @Override
  public Statistics statistics() {
    return present.statistics();
  }

  @Override
  public void close() {
    listening.end();
    refolding.close();
    ask(
        engine -> {
          engine.close();
          return engine;
        });
  }
}
