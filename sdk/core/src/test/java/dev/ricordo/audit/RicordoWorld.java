package dev.ricordo.audit;

import dev.ricordo.Ricordo;
import dev.ricordo.Scope;
import dev.ricordo.Slot;
import dev.ricordo.consent.Purpose;
import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.GateRules;
import dev.ricordo.consolidation.Verdict;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.panel.Panel;
import dev.ricordo.panel.PanelRules;
import dev.ricordo.spi.ForwardingJournal;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.Leaving;
import dev.ricordo.spi.Snapshots;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/** Ricordo itself, on stores that can be broken. */
final class RicordoWorld implements World {

  private static final PanelRules WHOEVER_MAY = new PanelRules(false, 100);
  private static final Slot HOME = Slot.of("home");

  /** Puts a broken journal in front of a right one; what it logs goes to the lines. */
  interface Breaking {
    Journal broken(Journal right, List<String> lines);
  }

  private final Cache cache = new Cache();
  private final List<String> lines = new ArrayList<>();
  private final Journal journal;
  private Ricordo ricordo;
  private GateRules gates = GATES;
  private UUID panel = new UUID(0, 0);

  /** On stores that keep their contracts. */
  RicordoWorld() {
    this((right, lines) -> right, true);
  }

  /**
   * @param linked whether an erasure takes the snapshots along, as it must
   */
  RicordoWorld(Breaking breaking, boolean linked) {
    Journal right = Journal.inMemory();
    Journal stores = linked ? new Linked(right, cache) : right;
    journal = new Lasting(breaking.broken(stores, lines));
    ricordo = open();
  }

  private Ricordo open() {
    return Ricordo.builder()
        .base(BASE)
        .journal(journal)
        .snapshots(cache)
        .consolidation(rules())
        .catalogue(CATALOGUE)
        .clock(Clock.fixed(NOW, ZoneOffset.UTC))
        .build();
  }

  private ConsolidationRules rules() {
    return ConsolidationRules.DEFAULT.withGates(gates);
  }

  /** Snapshots on the heap. */
  private static final class Cache implements Snapshots {

    final Map<CustomerId, Snapshot> kept = new HashMap<>();

    @Override
    public synchronized Optional<Snapshot> find(CustomerId customer) {
      return Optional.ofNullable(kept.get(customer));
    }

    @Override
    public synchronized void put(CustomerId customer, Snapshot snapshot) {
      kept.put(customer, snapshot);
    }

    synchronized void clear() {
      kept.clear();
    }
  }

  /** Takes all snapshots along with whatever changes journals: a cache may be empty. */
  private static final class Linked extends ForwardingJournal {

    private final Cache cache;

    Linked(Journal delegate, Cache cache) {
      super(delegate);
      this.cache = cache;
    }

    @Override
    public long erase(CustomerId customer, Instant at, Consumer<Leaving> before) {
      cache.clear();
      return super.erase(customer, at, before);
    }

    @Override
    public long erase(
        CustomerId customer, Set<EventId> events, Instant at, Consumer<Leaving> before) {
      cache.clear();
      return super.erase(customer, events, at, before);
    }

    @Override
    public boolean replace(Event right, Instant at, Consumer<Leaving> before) {
      cache.clear();
      return super.replace(right, at, before);
    }

    @Override
    public boolean merge(CustomerId visitor, CustomerId into, Instant at) {
      cache.clear();
      return super.merge(visitor, into, at);
    }

    @Override
    public boolean unmerge(CustomerId visitor, Instant at) {
      cache.clear();
      return super.unmerge(visitor, at);
    }
  }

  /** Survives a restart: closing it closes nothing. */
  private static final class Lasting extends ForwardingJournal {

    Lasting(Journal delegate) {
      super(delegate);
    }

    @Override
    public void close() {}
  }

  @Override
  public void observe(Event event) {
    ricordo.observe(event);
  }

  @Override
  public void forget(CustomerId customer) {
    ricordo.forget(customer);
  }

  @Override
  public void forget(CustomerId customer, Set<EventId> events) {
    if (!events.isEmpty()) {
      Scope.Builder scope = Scope.builder();
      events.forEach(scope::event);
      ricordo.forget(customer, scope.build());
    }
  }

  /** As a command does while the shop is closed. */
  @Override
  public void correct(Event right) {
    ricordo.close();
    journal.replace(right, NOW);
    ricordo = open();
  }

  @Override
  public void merge(CustomerId visitor, CustomerId into) {
    ricordo.merge(visitor, into);
  }

  @Override
  public void unmerge(CustomerId visitor) {
    ricordo.unmerge(visitor);
  }

  @Override
  public void consent(CustomerId customer, boolean collective) {
    ricordo.consent(customer, Purpose.COLLECTIVE, collective);
  }

  @Override
  public void enrol() {
    panel = journal.panels().enrol(WHOEVER_MAY, NOW).id();
  }

  @Override
  public void train(CustomerId customer, boolean allowed) {
    ricordo.consent(customer, Purpose.TRAIN, allowed);
  }

  @Override
  public Set<String> rebuiltOn() {
    Panel renewed = journal.panels().renew(panel, WHOEVER_MAY, NOW);
    Set<String> ids = new TreeSet<>();
    journal
        .panels()
        .forEachMember(
            renewed.id(),
            member ->
                journal.read(member, 1).stream()
                    .filter(entry -> entry.position() <= renewed.lastPosition())
                    .forEach(entry -> ids.add(entry.event().id().value())));
    return ids;
  }

  @Override
  public boolean owes(CustomerId customer) {
    return journal.panels().owing(customer).stream().anyMatch(one -> one.id().equals(panel));
  }

  @Override
  public void judgeBy(GateRules newGates) {
    ConsolidationRules before = rules();
    gates = newGates;
    journal.epochs().putRules(Optional.of(before), rules());
    restart();
  }

  @Override
  public void closeEpoch() {
    ricordo.consolidation().close();
  }

  @Override
  public void examine() {
    ricordo.consolidation().examine();
  }

  @Override
  public void vote(int epoch, Verdict verdict) {
    try {
      ricordo.consolidation().vote(epoch, verdict, "ann");
    } catch (IllegalStateException e) {
      // it has changed since it was examined
    }
  }

  @Override
  public List<String> epochs() {
    return ricordo.consolidation().epochs().stream()
        .map(epoch -> epoch.verdict() + " " + epoch.figures())
        .toList();
  }

  @Override
  public void restart() {
    ricordo.close();
    ricordo = open();
  }

  @Override
  public List<Object> answers() {
    List<Object> answers = new ArrayList<>();
    CUSTOMERS.forEach(c -> answers.add(ricordo.recommend(c, HOME, ITEMS).answers()));
    answers.add(ricordo.recommend(STRANGER, HOME, ITEMS).answers());
    answers.add(ricordo.statistics().collectiveCells());
    return answers;
  }

  @Override
  public double shared(CustomerId customer, ItemId item) {
    return ricordo.recommend(customer, HOME, ITEMS).find(item).orElseThrow().levels().collective();
  }

  @Override
  public Map<CustomerId, String> memories() {
    ricordo.close();
    Map<CustomerId, String> memories = new TreeMap<>(Comparator.comparing(CustomerId::value));
    cache.kept.forEach(
        (customer, snapshot) -> memories.put(customer, HexFormat.of().formatHex(snapshot.bytes())));
    return memories;
  }

  @Override
  public String kept() {
    List<String> kept = new ArrayList<>(lines);
    journal.forEachCustomer(
        customer ->
            journal.read(customer, 1).stream()
                .map(entry -> entry.event().customer().value() + " " + entry.event().item().value())
                .forEach(kept::add));
    cache.kept.forEach(
        (customer, snapshot) -> {
          kept.add(customer.value());
          kept.add(new String(snapshot.bytes(), StandardCharsets.ISO_8859_1));
        });
    return String.join("\n", kept);
  }

  @Override
  public void close() {
    ricordo.close();
  }
}
