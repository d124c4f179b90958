package dev.ricordo.audit;

import dev.ricordo.base.Base;
import dev.ricordo.base.CollectiveRules;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.Mix;
import dev.ricordo.base.RandomBases;
import dev.ricordo.base.Readout;
import dev.ricordo.base.Shape;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.consolidation.GateRules;
import dev.ricordo.consolidation.Verdict;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

/** Something that learns from customers, answers them and forgets them, as an auditor sees it. */
interface World extends AutoCloseable {

  int ITEMS = 10;
  Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  CustomerId STRANGER = CustomerId.of("stranger");
  List<CustomerId> CUSTOMERS = IntStream.range(0, 4).mapToObj(c -> CustomerId.of("c" + c)).toList();

  /** Two of a kind are seen, of one customer no more than two. */
  CollectiveRules RULES = CollectiveRules.DEFAULT.withCap(2).withK(2);

  /** An epoch that comes from fewer does not pass. */
  int FEWEST_CONTRIBUTORS = 3;

  /** Lets everything pass that comes from enough customers. */
  GateRules GENTLE =
      new GateRules(FEWEST_CONTRIBUTORS, 100, 1_000, 100, 1, 100, 100, 100, 100, 100, 1, 100);

  /** How epochs are judged at first: only by who contributed, and by what was pushed. */
  GateRules GATES = GENTLE.with("exposure", 70);

  /** Half of the items on one shelf, which is their category and their brand, half on another. */
  Catalogue CATALOGUE =
      Catalogue.of(
          IntStream.range(0, ITEMS)
              .mapToObj(
                  i -> new Item(ItemId.of("i" + i), "", shelf(i), shelf(i), OptionalDouble.empty()))
              .toList());

  static String shelf(int item) {
    return item < ITEMS / 2 ? "left" : "right";
  }

  /** All levels: L0, L1 every 3 events, L2 every 9. */
  Base BASE =
      RandomBases.create(
              7,
              ITEMS,
              new Shape(8, 2, 8, true).with(new Continuum(4, List.of(3, 9))),
              new Mix(Mix.Family.LOG, 2, 1, 0.5, new Readout(0.65, true)))
          .withCollectiveRules(RULES);

  void observe(Event event);

  void forget(CustomerId customer);

  void forget(CustomerId customer, Set<EventId> events);

  /** Puts the event of the same id and customer right, at its place. */
  void correct(Event right);

  void merge(CustomerId visitor, CustomerId into);

  void unmerge(CustomerId visitor);

  /** Lets a customer's events enter what customers share, or no longer. */
  void consent(CustomerId customer, boolean collective);

  /** Has epochs judged by other rules; before the first is closed. */
  void judgeBy(GateRules rules);

  /** Closes the open epoch of what customers share and has its gates judge it. */
  void closeEpoch();

  /** Judges again what erasures and the like have changed. */
  void examine();

  /** Decides about an epoch as people do; nothing happens if it must not be promoted yet. */
  void vote(int epoch, Verdict verdict);

  /** Verdict and figures of every closed epoch. */
  List<String> epochs();

  /** Puts everybody together whose data may train, with what they did so far. */
  void enrol();

  /** Lets a customer's events train a base, or no longer. */
  void train(CustomerId customer, boolean allowed);

  /** The ids of the events that a base is rebuilt on, once something of the panel has gone. */
  Set<String> rebuiltOn();

  /** Whether a base that was trained on the panel holds what is forgotten of a customer. */
  boolean owes(CustomerId customer);

  /** Ends the process and starts another on what the stores have. */
  void restart();

  /** All that everybody and a stranger is answered, to the last bit of a score. */
  List<Object> answers();

  /** What the shared sums add to an item for a customer, as answers show it. */
  double shared(CustomerId customer, ItemId item);

  /** Every customer's memory, bit for bit. Ends the world: call it last. */
  Map<CustomerId, String> memories();

  /** All that stores and logs hold, as text. */
  String kept();

  @Override
  void close();
}
