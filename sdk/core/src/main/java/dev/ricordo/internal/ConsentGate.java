package dev.ricordo.internal;

import dev.ricordo.Observation;
import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Withholds the events of those who do not let them be used, before anything of them is written.
 * Thread-safe; hold the lanes of the owners.
 */
final class ConsentGate {

  private final Standings standings;
  private final Lanes lanes;
  private final Engine.Counts counts;

  ConsentGate(Standings standings, Lanes lanes, Engine.Counts counts) {
    this.standings = standings;
    this.lanes = lanes;
    this.counts = counts;
  }

  /**
   * @param owners of the events' customers
   * @param learn is given the events that may be used and their owners, unless there are none
   * @return one outcome per event, in order
   */
  List<Observation> observe(
      List<Event> events,
      Set<CustomerId> owners,
      BiFunction<List<Event>, Set<CustomerId>, List<Observation>> learn) {
    Map<CustomerId, Standing> standing = standings.of(owners);
    if (standing.values().stream().allMatch(Standing::personalises)) {
      return learn.apply(events, owners);
    }
    List<Event> allowed = new ArrayList<>();
    Set<CustomerId> theirOwners = new LinkedHashSet<>();
    for (Event event : events) {
      CustomerId owner = lanes.owner(event.customer());
      if (Objects.requireNonNull(standing.get(owner)).personalises()) {
        allowed.add(event);
        theirOwners.add(owner);
      }
    }
    List<Observation> learned = allowed.isEmpty() ? List.of() : learn.apply(allowed, theirOwners);
    return withWithheld(events, standing, learned.iterator());
  }

  private List<Observation> withWithheld(
      List<Event> events, Map<CustomerId, Standing> standing, Iterator<Observation> learned) {
    List<Observation> outcomes = new ArrayList<>(events.size());
    for (Event event : events) {
      Standing said = Objects.requireNonNull(standing.get(lanes.owner(event.customer())));
      outcomes.add(said.personalises() ? learned.next() : withheld(said));
    }
    return outcomes;
  }

  private Observation withheld(Standing standing) {
    counts.withheld().increment();
    return new Observation.Withheld(
        standing.unused() ? Observation.Reason.RESTRICTED : Observation.Reason.NO_CONSENT);
  }
}
