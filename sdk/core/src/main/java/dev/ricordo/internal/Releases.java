package dev.ricordo.internal;

import dev.ricordo.Because;
import dev.ricordo.Erasure;
import dev.ricordo.Inspection;
import dev.ricordo.Level;
import dev.ricordo.Observation;
import dev.ricordo.OutcomeUnknownException;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * {@link Ricordo}: the engine of one base release after the other, over the same journal.
 * Thread-safe.
 */
/*
 * The next engine takes the place of the present one while all lanes of the present one are locked.
 * Whoever waits for one of those locks finds the engine retired and asks the next.
 */
public final class Releases implements Ricordo {

  private final Function<Base, Engine> opening;
  private final Consolidation consolidation;
  private final Refolding refolding = new Refolding(this::refold);
  private volatile Engine present;

  private Releases(Function<Base, Engine> opening, Base base, ConsolidationRules rules) {
    consolidation = new Consolidating(rules);
    this.opening = opening;
    present = opening.apply(base);
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
    journal.onForeignChange(releases::changedElsewhere);
    journal.onForeignStanding(() -> releases.ask(Engine::dropStandings));
    releases.ask(Engine::start);
    return releases;
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
      Engine next = opening.apply(base);
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
    try {
      return ask(engine -> engine.observeAll(events));
    } catch (OutcomeUnknownException e) {
      refolding.soon(); // the sums may miss events that are durable
      throw e;
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
    return ask(engine -> engine.forget(customer));
  }

  @Override
  public Erasure forget(CustomerId customer, Scope scope) {
    return ask(engine -> engine.forget(customer, scope));
  }

  @Override
  public boolean merge(CustomerId visitor, CustomerId known) {
    return ask(engine -> engine.merge(visitor, known));
  }

  @Override
  public boolean unmerge(CustomerId visitor) {
    return ask(engine -> engine.unmerge(visitor));
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
    return ask(engine -> engine.stand(customer, change));
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
    refolding.close();
    ask(
        engine -> {
          engine.close();
          return engine;
        });
  }
}
