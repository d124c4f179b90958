package dev.ricordo;

import dev.ricordo.base.Base;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.consent.Purpose;
import dev.ricordo.consent.Standing;
import dev.ricordo.consolidation.Consolidation;
import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.internal.Calendar;
import dev.ricordo.internal.Engine;
import dev.ricordo.internal.Releases;
import dev.ricordo.internal.RulesInForce;
import dev.ricordo.internal.SweepingRicordo;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.Snapshots;
import dev.ricordo.spi.Sweeper;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Personalisation that learns from every event and forgets exactly.
 *
 * <pre>{@code
 * Ricordo ricordo = Ricordo.builder().base(Path.of("base")).journal(journal).build();
 * ricordo.observe(Event.viewed(customer, item, at));             // learns now
 * Ranking answer = ricordo.recommend(customer, Slot.of("home"), 12); // reflects it
 * Because why = ricordo.because(answer, item);                   // checked by replay
 * Erasure gone = ricordo.forget(customer);                       // exact
 * }</pre>
 *
 * <p>Thread-safe. Events of one customer are learned one after the other, those of different
 * customers side by side. A failing store surfaces as {@link RicordoException}; the call then
 * changed nothing, unless it is an {@link OutcomeUnknownException}: then it may have done its work
 * all the same, and is made again.
 */
public interface Ricordo extends AutoCloseable {

  static Builder builder() {
    return new Builder();
  }

  /**
   * Learns one event. When this returns, the event is durable and the next answer reflects it.
   *
   * @throws OutcomeUnknownException if it may be durable; observe the event again with the same id,
   *     and it is learned once
   * @throws IllegalArgumentException if the item is not in the catalogue, or the event lies further
   *     in the future than {@link Builder#futureTolerance}; the message names field and value
   */
  Observation observe(Event event);

  /**
   * Learns events in one durable step, in order: all of them or, when this throws, none.
   *
   * @return one outcome per event, in order
   * @throws OutcomeUnknownException if all of them may be durable, or none; observe them again with
   *     the same ids
   * @throws IllegalArgumentException as {@link #observe}, naming the event's index too
   */
  List<Observation> observeAll(List<Event> events);

  /**
   * Ranks the catalogue for a customer. A customer without events gets the cold-start answer.
   *
   * @param count how many items at most, 1 or more
   */
  Ranking recommend(CustomerId customer, Slot slot, int count);

  /**
   * Explains one answer of a ranking by taking each of the customer's last 50 events out, replaying
   * and comparing. Compares with what is remembered now, which may be more than when the ranking
   * was made.
   *
   * @throws IllegalArgumentException if the ranking does not hold the item, or the catalogue does
   *     not any more
   */
  Because because(Ranking ranking, ItemId item);

  /**
   * What is remembered of a customer. An unknown one has no events, steps or cells, and the memory
   * that everybody begins with.
   */
  Inspection inspect(CustomerId customer);

  /**
   * How a customer's memory came to be what it is: where it pointed and how strong it was over the
   * events, and which events are behind where it points now. Replays the whole journal, and the
   * latest events once more without each of them; nobody waits for it.
   *
   * @param looked told how many events have been replayed or taken out so far, at each: in all as
   *     many as there are and, of the latest, {@link Retrospect#TRIED} once more
   */
  Retrospect retrospect(CustomerId customer, LongConsumer looked);

  /**
   * Forgets a customer: the memory and the journal are destroyed, the contribution to the shared
   * sums is subtracted, bit for bit. Later deliveries of older events are refused.
   */
  Erasure forget(CustomerId customer);

  /**
   * Forgets some of a customer's events: the memory is what it would be had they never happened,
   * bit for bit, and so are the shared sums. What is kept of the journal is sealed again under a
   * new key and the old key destroyed. A late delivery of a forgotten event is withheld as a
   * duplicate; other events of the customer are learned as before.
   *
   * @return how many events were destroyed and in how many cells of the sums that shows; zeros if
   *     the scope covers none
   */
  Erasure forget(CustomerId customer, Scope scope);

  /**
   * Makes a visitor one with a known customer, at a login for example: their events become one
   * journal, in the order in which they were accepted, their memories the one that is folded from
   * it, and what they add to the shared sums is counted as one person's. From then on either id
   * means that customer; forgetting one forgets both.
   *
   * @param known whom the visitor turned out to be; may be a visitor of somebody else's
   * @return whether anything changed: false if the two are one already
   * @throws IllegalArgumentException if the visitor is merged into somebody else
   */
  boolean merge(CustomerId visitor, CustomerId known);

  /**
   * Undoes {@link #merge}, bit for bit: each has the events again that were observed under its id.
   *
   * @return whether the visitor was merged
   */
  boolean unmerge(CustomerId visitor);

  /**
   * Everyone who is one with a customer by {@link #merge}, and the customer too: an answer for any
   * of them is from the memory of all, so what changes for one changes for each. Asks no store;
   * what other processes merge is known within a second.
   */
  Set<CustomerId> oneWith(CustomerId customer);

  /**
   * What a customer has said about the use of their data, with every purpose in one of the two
   * sets: one that was never spoken of is granted, unless {@link Builder#requireConsent} says
   * otherwise. Of customers who were merged, the strictest of what they said.
   */
  Standing standing(CustomerId customer);

  /**
   * Changes what a customer says about the use of their data; {@link #consent}, {@link #restrict}
   * and {@link #objectToMarketing} are the usual ways to ask for it. Durable when it returns, and
   * in force from then on; other processes on the same store follow within a second.
   *
   * @param change from what was said so far, to what is said from now on; may be asked more than
   *     once, by any thread, while the customer's memory waits for it: it looks at nothing but its
   *     argument, and never calls this instance, which would wait for itself without end
   * @return the standing now, as of {@link #standing}
   */
  Standing stand(CustomerId customer, UnaryOperator<Standing> change);

  /**
   * Grants a purpose or withdraws it.
   *
   * <p>Without {@link Purpose#PERSONALISE} events are withheld and answers are those of a stranger;
   * the memory stays as it is until it is forgotten, and goes on where it was when the purpose is
   * granted again. Without {@link Purpose#COLLECTIVE} what the customer added to the shared sums is
   * subtracted, bit for bit; granting it adds all of the customer's journal. Without {@link
   * Purpose#TRAIN} the customer is left out of {@link #forEachConsenting}.
   *
   * @return the standing now
   */
  default Standing consent(CustomerId customer, Purpose purpose, boolean granted) {
    return stand(customer, said -> said.withConsent(purpose, granted));
  }

  /**
   * Restricts a customer's data, or lifts that: events are withheld and answers are those of a
   * stranger, nothing is deleted, and what was counted before stays counted.
   *
   * @return the standing now
   */
  default Standing restrict(CustomerId customer, boolean restricted) {
    return stand(customer, said -> said.withRestricted(restricted));
  }

  /**
   * Notes that a customer does not want to be advertised to, or does again: whoever sends asks
   * {@link #standing} before.
   *
   * @return the standing now
   */
  default Standing objectToMarketing(CustomerId customer, boolean objects) {
    return stand(customer, said -> said.withObjectsToMarketing(objects));
  }

  /**
   * Gives every customer who has events, allows a purpose and is not restricted to the consumer, in
   * no particular order: for {@link Purpose#TRAIN}, who may be in a panel. Each is asked about at
   * the customer's turn: whoever withdraws meanwhile, in another process too, is left out.
   */
  void forEachConsenting(Purpose purpose, Consumer<CustomerId> consumer);

  /** The nested levels of this model, fastest first, for nobody in particular. */
  List<Level> levels();

  /** The nested levels, fastest first, a customer's own with the time of their last change. */
  List<Level> levels(CustomerId customer);

  /** The base release that answers. */
  Base base();

  /**
   * Moves to another base release. Everything is folded anew from the journal while the present
   * base goes on learning and answering; when this returns, the new one does. The memories that are
   * hot are folded before, the others when they are next asked for. Where no catalogue was given,
   * the new base's takes the place of the old one's.
   *
   * @throws RicordoException if the journal cannot be read; the present base then stays
   */
  void moveTo(Base base);

  /** How what customers share is consolidated: epochs, gates, decisions. */
  Consolidation consolidation();

  /** The items that may be recommended. */
  Catalogue catalogue();

  /** Counts since start, for metrics. */
  Statistics statistics();

  /** Writes snapshots of the hot memories. The journal stays open: it is its owner's. */
  @Override
  void close();

  /**
   * Counts since start.
   *
   * @param learned events learned
   * @param withheld events withheld
   * @param rankings answers given
   * @param erasures of customers, and of some of a customer's events
   * @param hotMemories memories held on the heap
   * @param collectiveCells cells of the transition counts
   * @param recovered events folded at start
   */
  record Statistics(
      long learned,
      long withheld,
      long rankings,
      long erasures,
      long hotMemories,
      long collectiveCells,
      long recovered) {}

  /** Collects what an instance needs; only a base is required. */
  final class Builder {

    private static final long MOST_HOT_BYTES = 1L << 30;

    private @Nullable Base base;
    private @Nullable Catalogue catalogue;
    private @Nullable Journal journal;
    private Snapshots snapshots = Snapshots.none();
    private Clock clock = Clock.systemUTC();
    private Duration futureTolerance = Duration.ofMinutes(5);
    private boolean memoryWrites = true;
    private boolean collectiveWrites = true;
    private final List<Sweeper> sweepers = new ArrayList<>();
    private Optional<ConsolidationRules> consolidation = Optional.empty();
    private Optional<Set<Purpose>> requiredConsent = Optional.empty();
    private long hotBytes = Math.min(MOST_HOT_BYTES, Runtime.getRuntime().maxMemory() / 4);

    private Builder() {}

    /** The base release to answer from, read from a folder. */
    public Builder base(Path folder) {
      return base(Base.read(folder));
    }

    public Builder base(Base newBase) {
      base = newBase;
      return this;
    }

    /**
     * The items that may be recommended; by default those that the base was trained on, by id
     * alone: without categories and brands, so a slot's category finds no item, a scope by category
     * or brand covers no event, and the gates "brand rise" and "drift" never fail.
     */
    public Builder catalogue(Catalogue newCatalogue) {
      catalogue = newCatalogue;
      return this;
    }

    /** Where events are kept; by default in this process's memory. The caller closes it. */
    public Builder journal(Journal newJournal) {
      journal = newJournal;
      return this;
    }

    /** Where folded memories are kept; by default nowhere. */
    public Builder snapshots(Snapshots newSnapshots) {
      snapshots = newSnapshots;
      return this;
    }

    public Builder clock(Clock newClock) {
      clock = newClock;
      return this;
    }

    /** How far an event may lie in the future, for clocks that disagree. 5 minutes by default. */
    public Builder futureTolerance(Duration tolerance) {
      if (tolerance.isNegative()) {
        throw new IllegalArgumentException(
            "futureTolerance: must not be negative, is " + tolerance);
      }
      futureTolerance = tolerance;
      return this;
    }

    /** Whether events move the customer's own memory (true), or are only written down. */
    public Builder memoryWrites(boolean enabled) {
      memoryWrites = enabled;
      return this;
    }

    /** Whether events move the collective sums (true), or are only written down. */
    public Builder collectiveWrites(boolean enabled) {
      collectiveWrites = enabled;
      return this;
    }

    /**
     * The purposes that count as withdrawn until a customer grants them; by default those of the
     * rules of {@link #consolidation}, which say none if nothing else: the shop asks for consent
     * before it observes.
     */
    public Builder requireConsent(Purpose... purposes) {
      requiredConsent = Optional.of(Set.copyOf(List.of(purposes)));
      return this;
    }

    /**
     * How much heap to give customers' memories: about 7 KB for a memory, and for one that learns
     * up to 320 bytes an event of its journal more. By default a quarter of the heap, at most 1
     * GiB.
     *
     * @param bytes 1 or more
     */
    public Builder hotBytes(long bytes) {
      if (bytes < 1) {
        throw new IllegalArgumentException("hotBytes: must be at least 1, is " + bytes);
      }
      hotBytes = bytes;
      return this;
    }

    /**
     * How epochs are consolidated, once they are closed. They are put in force for the journal if
     * no rules are; otherwise they must be the ones in force. By default those, or {@link
     * ConsolidationRules#DEFAULT} if there are none.
     */
    public Builder consolidation(ConsolidationRules rules) {
      consolidation = Optional.of(rules);
      return this;
    }

    /**
     * A store of the host's own that is to be swept after each erasure through this instance, in
     * the order in which they are given. What another process on the same store forgets is swept
     * there, if it is told of the store too.
     *
     * @throws IllegalArgumentException if there is one of that name
     */
    public Builder sweeper(Sweeper sweeper) {
      if (sweepers.stream().anyMatch(other -> other.name().equals(sweeper.name()))) {
        throw new IllegalArgumentException(
            "sweeper: there is one named \"" + sweeper.name() + "\" already");
      }
      sweepers.add(sweeper);
      return this;
    }

    /**
     * Recovers what the journal holds, then answers.
     *
     * @throws IllegalStateException if no base was given
     * @throws IllegalArgumentException if the journal has other rules of consolidation in force,
     *     naming each
     */
    public Ricordo build() {
      Base usedBase = base;
      if (usedBase == null) {
        throw new IllegalStateException("base: is missing, call base(...) before build()");
      }
      Catalogue given = catalogue;
      Snapshots usedSnapshots = snapshots;
      Journal usedJournal = Objects.requireNonNullElseGet(journal, Journal::inMemory);
      ConsolidationRules rules =
          RulesInForce.of(usedJournal.epochs(), consolidation, requiredConsent);
      Engine.Settings settings =
          new Engine.Settings(
              clock, futureTolerance, memoryWrites, collectiveWrites, hotBytes, rules);
      Calendar calendar = new Calendar(rules);
      Engine.Counts counts = new Engine.Counts();
      Ricordo started =
          Releases.start(
              usedJournal,
              usedBase,
              rules,
              newBase ->
                  new Engine(
                      newBase,
                      Objects.requireNonNullElseGet(given, newBase::catalogue),
                      usedJournal,
                      usedSnapshots,
                      settings,
                      calendar,
                      counts));
      return sweepers.isEmpty() ? started : new SweepingRicordo(started, usedJournal, sweepers);
    }
  }
}
