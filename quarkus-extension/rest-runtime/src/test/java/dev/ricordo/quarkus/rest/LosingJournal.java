package dev.ricordo.quarkus.rest;

import dev.ricordo.RicordoException;
import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.ForwardingJournal;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** On the heap, and some customers cannot be read. */
final class LosingJournal extends ForwardingJournal {

  private volatile Predicate<String> lost;
  private volatile RicordoException failure =
      new RicordoException("vault: holds no key of a subject");

  LosingJournal(Predicate<String> lost) {
    super(Journal.inMemory());
    this.lost = lost;
  }

  /** From now on these customers cannot be read. */
  void lose(Predicate<String> customers) {
    lost = customers;
  }

  /** From now on whoever cannot be read fails so. */
  void failWith(RicordoException newFailure) {
    failure = newFailure;
  }

  @Override
  public List<JournalEntry> read(CustomerId customer, long from) {
    requireReadable(customer);
    return super.read(customer, from);
  }

  @Override
  public Map<CustomerId, List<JournalEntry>> readAll(Collection<CustomerId> customers) {
    customers.forEach(this::requireReadable);
    return super.readAll(customers);
  }

  private void requireReadable(CustomerId customer) {
    if (lost.test(customer.value())) {
      throw failure;
    }
  }
}
