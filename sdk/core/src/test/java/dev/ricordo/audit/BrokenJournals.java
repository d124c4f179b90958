package dev.ricordo.audit;

import dev.ricordo.consolidation.Epoch;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.spi.Appended;
import dev.ricordo.spi.Epochs;
import dev.ricordo.spi.ForwardingJournal;
import dev.ricordo.spi.Journal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    public long erase(CustomerId customer, Instant at) {
      return read(customer, 1).size();
    }

    @Override
    public long erase(CustomerId customer, Set<EventId> events, Instant at) {
      return events.size();
    }
  }

  /** Erases all but the last of what it is to erase. */
  static final class KeepsLast extends ForwardingJournal {

    KeepsLast(Journal delegate) {
      super(delegate);
    }

    @Override
    public long erase(CustomerId customer, Instant at) {
      return erase(
          customer,
          read(customer, 1).stream().map(entry -> entry.event().id()).collect(Collectors.toSet()),
          at);
    }

    @Override
    public long erase(CustomerId customer, Set<EventId> events, Instant at) {
      Set<EventId> fewer = new HashSet<>(events);
      events.stream().findFirst().ifPresent(fewer::remove);
      return super.erase(customer, fewer, at);
    }
  }

  /** Takes late deliveries of whom it erased. */
  static final class NoTombstone extends ForwardingJournal {

    NoTombstone(Journal delegate) {
      super(delegate);
    }

    @Override
    public long erase(CustomerId customer, Instant at) {
      return super.erase(customer, Instant.EPOCH);
    }
  }

  /** Takes late deliveries of events that it erased. */
  static final class ForgetsIds extends ForwardingJournal {

    private final Set<EventId> erased = new HashSet<>();

    ForgetsIds(Journal delegate) {
      super(delegate);
    }

    @Override
    public long erase(CustomerId customer, Set<EventId> events, Instant at) {
      erased.addAll(events);
      return super.erase(customer, events, at);
    }

    @Override
    public List<Appended> append(List<Event> events) {
      return super.append(
          events.stream()
              .map(e -> erased.contains(e.id()) ? e.withId(EventId.of("again " + e.id())) : e)
              .toList());
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
        public void update(Epoch epoch) {
          right.update(epoch);
        }

        @Override
        public void forEachContributor(Epoch epoch, Consumer<CustomerId> consumer) {
          right.forEachContributor(epoch, consumer);
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
