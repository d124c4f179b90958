package dev.ricordo.governance.requests;

import dev.ricordo.RicordoException;
import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.spi.ForwardingJournal;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.Leaving;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Journals that fail in the middle of what a request does. */
final class BrokenStores {

  private BrokenStores() {}

  /** Does its work, and then the process is gone: so many calls from now. */
  static final class Killed extends ForwardingJournal {

    private int calls;

    Killed(Journal delegate, int calls) {
      super(delegate);
      this.calls = calls;
    }

    private <T> T dying(T result) {
      if (--calls == 0) {
        throw new RicordoException("killed");
      }
      return result;
    }

    @Override
    public boolean replace(Event right, Instant at, Consumer<Leaving> before) {
      return dying(delegate.replace(right, at, before));
    }

    @Override
    public long erase(CustomerId customer, Instant at, Consumer<Leaving> before) {
      return dying(delegate.erase(customer, at, before));
    }

    @Override
    public long erase(
        CustomerId customer, Set<EventId> events, Instant at, Consumer<Leaving> before) {
      return dying(delegate.erase(customer, events, at, before));
    }

    @Override
    public Standing stand(CustomerId customer, UnaryOperator<Standing> change, Instant at) {
      return dying(delegate.stand(customer, change, at));
    }
  }

  /** Erases nothing the first time. */
  static final class Failing extends ForwardingJournal {

    private boolean failed;

    Failing(Journal delegate) {
      super(delegate);
    }

    private void failOnce() {
      if (!failed) {
        failed = true;
        throw new RicordoException("disk is full");
      }
    }

    @Override
    public boolean replace(Event right, Instant at, Consumer<Leaving> before) {
      failOnce();
      return delegate.replace(right, at, before);
    }

    @Override
    public long erase(CustomerId customer, Instant at, Consumer<Leaving> before) {
      failOnce();
      return delegate.erase(customer, at, before);
    }

    @Override
    public long erase(
        CustomerId customer, Set<EventId> events, Instant at, Consumer<Leaving> before) {
      failOnce();
      return delegate.erase(customer, events, at, before);
    }
  }

  /** Erases other events than it was asked to and, if that is wanted, dies. */
  static final class Inexact extends ForwardingJournal {

    private final UnaryOperator<Set<EventId>> erased;
    private boolean dies;

    Inexact(Journal delegate, UnaryOperator<Set<EventId>> erased, boolean dies) {
      super(delegate);
      this.erased = erased;
      this.dies = dies;
    }

    @Override
    public long erase(CustomerId customer, Instant at, Consumer<Leaving> before) {
      return erase(customer, ids(delegate.read(customer, 1)), at, before);
    }

    @Override
    public long erase(
        CustomerId customer, Set<EventId> events, Instant at, Consumer<Leaving> before) {
      return dying(delegate.erase(customer, erased.apply(events), at, before));
    }

    /** Puts the event right, and erases what it was not asked to. */
    @Override
    public boolean replace(Event right, Instant at, Consumer<Leaving> before) {
      boolean replaced = delegate.replace(right, at, before);
      Set<EventId> others = new HashSet<>(erased.apply(Set.of(right.id())));
      others.remove(right.id());
      delegate.erase(right.customer(), others, at, before);
      return dying(replaced);
    }

    private <T> T dying(T done) {
      if (dies) {
        dies = false;
        throw new RicordoException("killed");
      }
      return done;
    }

    private static Set<EventId> ids(List<JournalEntry> entries) {
      return entries.stream().map(entry -> entry.event().id()).collect(Collectors.toSet());
    }

    static UnaryOperator<Set<EventId>> also(String event) {
      return asked ->
          Stream.concat(asked.stream(), Stream.of(EventId.of(event))).collect(Collectors.toSet());
    }

    static UnaryOperator<Set<EventId>> allBut(String event) {
      return asked ->
          asked.stream().filter(id -> !id.value().equals(event)).collect(Collectors.toSet());
    }
  }
}
