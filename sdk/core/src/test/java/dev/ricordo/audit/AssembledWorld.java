package dev.ricordo.audit;

import dev.ricordo.base.Readout;
import dev.ricordo.collective.Categories;
import dev.ricordo.collective.Changes;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.collective.Contribution;
import dev.ricordo.consolidation.GateRules;
import dev.ricordo.consolidation.Verdict;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import dev.ricordo.memory.MemoryCodec;
import dev.ricordo.memory.MemoryState;
import dev.ricordo.memory.RecentItems;
import dev.ricordo.memory.SelfModifyingMemory;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The real memory and the real sums, put together as simply as can be: what the engine does for
 * many at once, for a few. Every joint is a method that a mutant can break.
 */
class AssembledWorld implements World {

  /** A row of an answer. */
  record Line(int item, double score) {}

  /** All that is derived from one owner's journal. */
  static final class Person {
    final MemoryState memory;
    final RecentItems recent;
    final Contribution share;

    Person(MemoryState memory, RecentItems recent, Contribution share) {
      this.memory = memory;
      this.recent = recent;
      this.share = share;
    }
  }

  private static final Readout READOUT = new Readout(0.65, true);

  final SelfModifyingMemory kernel = new SelfModifyingMemory(BASE);
  CollectiveSums sums = newSums();
  final Map<CustomerId, Person> people = new HashMap<>();
  private final AssembledEpochs epochs = newEpochs();

  /** In the order of acceptance. */
  final List<Event> journal = new ArrayList<>();

  private final Set<EventId> known = new HashSet<>();
  private final Set<CustomerId> forgotten = new HashSet<>();
  private final Map<CustomerId, CustomerId> merged = new HashMap<>();
  private final Set<CustomerId> withdrawn = new HashSet<>();
  private final Set<CustomerId> untrained = new HashSet<>();
  private final Set<CustomerId> creditors = new HashSet<>();

  /** What a base was trained on. */
  final Set<EventId> panel = new HashSet<>();

  CollectiveSums newSums() {
    return new CollectiveSums(RULES, Categories.none());
  }

  AssembledEpochs newEpochs() {
    return new AssembledEpochs(this);
  }

  /** Whether an owner lets what they do enter the sums. */
  final boolean counted(CustomerId owner) {
    return !withdrawn.contains(owner);
  }

  final CustomerId owner(CustomerId customer) {
    CustomerId into = merged.get(customer);
    return into == null ? customer : owner(into);
  }

  final List<Event> journal(CustomerId owner) {
    return journal.stream().filter(event -> owner(event.customer()).equals(owner)).toList();
  }

  static int number(ItemId item) {
    return Integer.parseInt(item.value().substring(1));
  }

  Person nobody() {
    return new Person(kernel.initial().copy(), new RecentItems(), sums.emptyContribution());
  }

  @Override
  public void observe(Event event) {
    if (forgotten.contains(event.customer()) || !known.add(event.id())) {
      return;
    }
    journal.add(event);
    epochs.accept(event);
    Person person = people.computeIfAbsent(owner(event.customer()), c -> nobody());
    fold(person, event, sums);
  }

  final void fold(Person person, Event event, Changes changes) {
    learn(person.memory, number(event.item()), event.kind(), event.at().getEpochSecond());
    if (event.kind().counted()) {
      person.recent.push(number(event.item()), event.at().getEpochSecond());
    }
    if (counted(owner(event.customer()))) {
      count(person.share, event, changes);
    }
  }

  void learn(MemoryState memory, int item, EventKind kind, long second) {
    kernel.step(memory, item, kind, second);
  }

  void count(Contribution share, Event event, Changes changes) {
    if (epochs.counts(event)) {
      told(share, event, changes);
    } else {
      share.hide(number(event.item()), event.kind(), event.at().getEpochSecond());
    }
  }

  final void told(Contribution share, Event event, Changes changes) {
    share.observe(number(event.item()), event.kind(), event.at().getEpochSecond(), changes);
  }

  /** C(J) goes, C(J') comes; the sums hear nothing else. */
  void exchange(Person before, Person after, List<Event> gone) {
    sums.subtract(before.share);
    sums.add(after.share);
  }

  /** The memory of what is kept. */
  MemoryState remembered(Person before, Person after) {
    return after.memory;
  }

  Person folded(List<Event> events) {
    Person person = nobody();
    events.forEach(event -> fold(person, event, Changes.IGNORED));
    return person;
  }

  @Override
  public void forget(CustomerId customer) {
    CustomerId owner = owner(customer);
    List<Event> gone = journal(owner);
    Set<CustomerId> everyone = new HashSet<>(List.of(owner, customer));
    gone.forEach(event -> everyone.add(event.customer()));
    owe(gone);
    journal.removeAll(gone);
    merged.keySet().removeAll(everyone);
    forgotten.addAll(everyone);
    replace(owner, gone);
  }

  @Override
  public void forget(CustomerId customer, Set<EventId> events) {
    CustomerId owner = owner(customer);
    List<Event> gone =
        journal(owner).stream().filter(event -> events.contains(event.id())).toList();
    owe(gone);
    journal.removeAll(gone);
    replace(owner, gone);
  }

  @Override
  public void correct(Event right) {
    CustomerId owner = owner(right.customer());
    List<Event> wrong =
        journal(owner).stream().filter(event -> event.id().equals(right.id())).toList();
    owe(wrong);
    journal.replaceAll(event -> wrong.contains(event) ? right : event);
    replace(owner, wrong);
  }

  /** Some events that may be in the panel are not to be there. */
  void owe(List<Event> gone) {
    gone.stream()
        .filter(event -> panel.contains(event.id()))
        .forEach(event -> creditors.add(event.customer()));
  }

  /** Whether an event may train. */
  boolean trains(Event event) {
    return !untrained.contains(event.customer());
  }

  @Override
  public void enrol() {
    journal.stream().filter(this::trains).forEach(event -> panel.add(event.id()));
  }

  @Override
  public void train(CustomerId customer, boolean allowed) {
    if (allowed) {
      untrained.remove(customer);
    } else {
      untrained.add(customer);
      owe(journal(owner(customer)));
    }
  }

  @Override
  public Set<String> rebuiltOn() {
    return journal.stream()
        .filter(event -> panel.contains(event.id()) && trains(event))
        .map(event -> event.id().value())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public boolean owes(CustomerId customer) {
    return creditors.contains(customer);
  }

  private void replace(CustomerId owner, List<Event> gone) {
    Person before = people.remove(owner);
    if (before == null) {
      return;
    }
    List<Event> kept = journal(owner);
    epochs.touch(gone);
    epochs.touch(kept);
    Person after = folded(kept);
    exchange(before, after, gone);
    if (!kept.isEmpty()) {
      people.put(owner, new Person(remembered(before, after), after.recent, after.share));
    }
  }

  @Override
  public void merge(CustomerId visitor, CustomerId into) {
    List<CustomerId> owners = List.of(owner(visitor), owner(into));
    merged.put(visitor, into);
    regroup(owners, List.of(owner(into)));
  }

  @Override
  public void unmerge(CustomerId visitor) {
    CustomerId owner = owner(visitor);
    merged.remove(visitor);
    regroup(List.of(owner), List.of(owner, visitor));
  }

  /** Those who were apart are one now, or the other way round. */
  void regroup(List<CustomerId> before, List<CustomerId> after) {
    for (CustomerId owner : before) {
      Person person = people.remove(owner);
      if (person != null) {
        sums.subtract(person.share);
      }
    }
    after.forEach(owner -> epochs.touch(journal(owner)));
    enter(after);
  }

  private void enter(Collection<CustomerId> owners) {
    for (CustomerId owner : owners) {
      List<Event> events = journal(owner);
      if (!events.isEmpty()) {
        people.put(owner, folded(events));
        sums.add(people.get(owner).share);
      }
    }
  }

  /** Folds everybody again, for which events count has changed; the sums know already. */
  final void foldAnew() {
    people.replaceAll((owner, person) -> folded(journal(owner)));
  }

  @Override
  public void consent(CustomerId customer, boolean collective) {
    CustomerId owner = owner(customer);
    if (collective) {
      withdrawn.remove(owner);
    } else {
      withdrawn.add(owner);
    }
    regroup(List.of(owner), List.of(owner));
  }

  @Override
  public void judgeBy(GateRules rules) {
    epochs.judgeBy(rules);
  }

  @Override
  public void closeEpoch() {
    epochs.close();
  }

  @Override
  public void examine() {
    epochs.examine();
  }

  @Override
  public void vote(int epoch, Verdict verdict) {
    epochs.vote(epoch, verdict);
  }

  @Override
  public List<String> epochs() {
    return epochs.texts();
  }

  @Override
  public void restart() {
    sums = newSums();
    Set<CustomerId> owners = new HashSet<>();
    journal.forEach(event -> owners.add(owner(event.customer())));
    people.clear();
    enter(owners);
  }

  @Override
  public List<Object> answers() {
    List<Object> answers = new ArrayList<>();
    CUSTOMERS.forEach(customer -> answers.add(ranking(customer)));
    answers.add(ranking(STRANGER));
    answers.add(sums.cells());
    return answers;
  }

  List<Line> ranking(CustomerId customer) {
    Person person = people.getOrDefault(owner(customer), nobody());
    double[] collective = collective(person);
    float[] context = person.memory.context();
    return IntStream.range(0, ITEMS)
        .mapToObj(i -> new Line(i, weight() * collective[i] + context[i % context.length]))
        .sorted(
            Comparator.comparingDouble(Line::score)
                .reversed()
                .thenComparingInt(line -> tieBreak(line.item())))
        .toList();
  }

  /** What the shared sums add to every item. */
  double[] collective(Person person) {
    double[] scores = new double[ITEMS];
    sums.score(person.recent, READOUT, scores);
    return scores;
  }

  /** A constant of the base. */
  double weight() {
    return 1;
  }

  /** Of the item's name, and nothing else. */
  int tieBreak(int item) {
    return ItemId.of("i" + item).value().hashCode();
  }

  @Override
  public final double shared(CustomerId customer, ItemId item) {
    return collective(people.getOrDefault(owner(customer), nobody()))[number(item)];
  }

  @Override
  public final Map<CustomerId, String> memories() {
    Map<CustomerId, String> memories = new TreeMap<>(Comparator.comparing(CustomerId::value));
    people.forEach(
        (customer, person) ->
            memories.put(customer, HexFormat.of().formatHex(bytes(person.memory))));
    return memories;
  }

  static byte[] bytes(MemoryState memory) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      MemoryCodec.write(memory, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public String kept() {
    StringBuilder kept = new StringBuilder();
    journal.forEach(event -> kept.append(event.customer().value()).append(event.item().value()));
    people.keySet().forEach(customer -> kept.append(customer.value()));
    return kept.toString();
  }

  @Override
  public void close() {}
}
