package dev.ricordo.audit;

import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.panel.Panel;
import dev.ricordo.panel.PanelRules;
import dev.ricordo.spi.Appended;
import dev.ricordo.spi.Epochs;
import dev.ricordo.spi.ForwardingJournal;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.Leaving;
import dev.ricordo.spi.Panels;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Journals that break one promise each. */
final class BrokenJournals {

  private BrokenJournals() {}

  /** Says that it erased, and did not. */
  static final class KeepsAll extends ForwardingJournal {

    KeepsAll(Journal delegate) {
      super(delegate);
    }

    @Override
    public long erase(CustomerId customer, Instant at, Consumer<Leaving> before) {
      return read(customer, 1).size();
    }

    @Override
    public long erase(
        CustomerId customer, Set<EventId> events, Instant at, Consumer<Leaving> before) {
      return events.size();
    }
  }

  /** Erases all but the last of what it is to erase. */
  static final class KeepsLast extends ForwardingJournal {

    KeepsLast(Journal delegate) {
      super(delegate);
    }

    @Override
    public long erase(CustomerId customer, Instant at, Consumer<Leaving> before) {
      return erase(
          customer,
          read(customer, 1).stream().map(entry -> entry.event().id()).collect(Collectors.toSet()),
          at,
          before);
    }

    @Override
    public long erase(
        CustomerId customer, Set<EventId> events, Instant at, Consumer<Leaving> before) {
      Set<EventId> fewer = new HashSet<>(events);
      events.stream().findFirst().ifPresent(fewer::remove);
      return super.erase(customer, fewer, at, before);
    }
  }

  /** Says that it put an event right, and did not. */
  static final class LeavesWrong extends ForwardingJournal {

    LeavesWrong(Journal delegate) {
      super(delegate);
    }

    @Override
    public boolean replace(Event right, Instant at, Consumer<Leaving> before) {
      return true;
    }
  }

  /** Erases the wrong event, and has the right one at the end, as if it had just happened. */
  static final class AppendsRight extends ForwardingJournal {

    AppendsRight(Journal delegate) {
      super(delegate);
    }

    @Override
    public boolean replace(Event right, Instant at, Consumer<Leaving> before) {
      boolean there = erase(right.customer(), Set.of(right.id()), at, before) > 0;
      append(List.of(right.withId(EventId.of("right " + right.id().value()))));
      return there;
    }
  }

  /** Takes late deliveries of events that it erased. */
  static class ForgetsIds extends ForwardingJournal {

    private final Set<EventId> erased = new HashSet<>();

    ForgetsIds(Journal delegate) {
      super(delegate);
    }

    @Override
    public long erase(
        CustomerId customer, Set<EventId> events, Instant at, Consumer<Leaving> before) {
      erased.addAll(events);
      return super.erase(customer, events, at, before);
    }

    @Override
    public List<Appended> append(List<Event> events) {
      return super.append(
          events.stream()
              .map(e -> erased.contains(e.id()) ? e.withId(EventId.of("again " + e.id())) : e)
              .toList());
    }
  }

  /** Takes late deliveries of whom it erased. */
  static final class NoTombstone extends ForgetsIds {

    NoTombstone(Journal delegate) {
      super(delegate);
    }

    @Override
    public long erase(CustomerId customer, Instant at, Consumer<Leaving> before) {
      Set<EventId> all =
          read(customer, 1).stream().map(entry -> entry.event().id()).collect(Collectors.toSet());
      return erase(customer, all, at, before);
    }
  }

  /** Has no epoch examined again, whatever happened to it. */
  static final class NeverStale extends ForwardingJournal {

    NeverStale(Journal delegate) {
      super(delegate);
    }

    @Override
    public Epochs epochs() {
      Epochs right = super.epochs();
      return new Epochs() {
        @Override
        public List<Epoch> all() {
          return right.all().stream().map(e -> e.withChanges(e.examined())).toList();
        }

        @Override
        public Optional<Epoch> close(Instant at) {
          return right.close(at);
        }

        @Override
        public boolean update(Epoch before, Epoch now) {
          Epoch present = right.all().get((int) now.number() - 1);
          return right.update(
              before,
              now.figures()
                  .map(f -> now.withChanges(present.changes()).examined(f, now.findings()))
                  .orElse(now));
        }

        @Override
        public Optional<ConsolidationRules> rules() {
          return right.rules();
        }

        @Override
        public boolean putRules(Optional<ConsolidationRules> before, ConsolidationRules now) {
          return right.putRules(before, now);
        }

        @Override
        public void forEachContributor(Epoch epoch, Consumer<CustomerId> consumer) {
          right.forEachContributor(epoch, consumer);
        }
      };
    }
  }

  /** Hands panels on to others, but for what is broken. */
  private static class BrokenPanels implements Panels {

    private final Panels right;

    BrokenPanels(Panels right) {
      this.right = right;
    }

    @Override
    public Panel enrol(PanelRules rules, Instant at) {
      return right.enrol(rules, at);
    }

    @Override
    public Panel renew(UUID panel, PanelRules rules, Instant at) {
      return right.renew(panel, rules, at);
    }

    @Override
    public List<Panel> all() {
      return right.all();
    }

    @Override
    public void forEachMember(UUID panel, Consumer<CustomerId> consumer) {
      right.forEachMember(panel, consumer);
    }

    @Override
    public void trained(UUID panel, String base) {
      right.trained(panel, base);
    }

    @Override
    public void retire(UUID panel, Instant at) {
      right.retire(panel, at);
    }

    @Override
    public List<Panel> owing(CustomerId customer) {
      return right.owing(customer);
    }

    @Override
    public List<Panel> holding(CustomerId customer) {
      return right.holding(customer);
    }
  }

  /** Does not know whom a base still holds. */
  static final class OwesNobody extends ForwardingJournal {

    OwesNobody(Journal delegate) {
      super(delegate);
    }

    @Override
    public Panels panels() {
      return new BrokenPanels(super.panels()) {
        @Override
        public List<Panel> owing(CustomerId customer) {
          return List.of();
        }
      };
    }
  }

  /** Trains again on everybody with events, whatever they say. */
  static final class TrainsEverybody extends ForwardingJournal {

    TrainsEverybody(Journal delegate) {
      super(delegate);
    }

    @Override
    public Panels panels() {
      return new BrokenPanels(super.panels()) {
        @Override
        public void forEachMember(UUID panel, Consumer<CustomerId> consumer) {
          forEachCustomer(consumer);
        }
      };
    }
  }

  /** Writes names into a log. */
  static final class Logs extends ForwardingJournal {

    private final List<String> lines;

    Logs(Journal delegate, List<String> lines) {
      super(delegate);
      this.lines = lines;
    }

    @Override
    public List<Appended> append(List<Event> events) {
      events.forEach(event -> lines.add("accepted an event of " + event.customer().value()));
      return super.append(events);
    }
  }
}
