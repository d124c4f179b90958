package dev.ricordo.quarkus;

import dev.ricordo.Erasure;
import dev.ricordo.ForwardingRicordo;
import dev.ricordo.Ricordo;
import dev.ricordo.Scope;
import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import java.util.function.UnaryOperator;

/**
 * Has epochs examined once the instance behind it has changed what closed ones consist of.
 * Thread-safe.
 */
final class ExaminingRicordo extends ForwardingRicordo {

  private final Runnable examination;

  /**
   * @param examination looks for epochs to examine, and does not throw; not on the calling thread
   */
  ExaminingRicordo(Ricordo delegate, Runnable examination) {
    super(delegate);
    this.examination = examination;
  }

  @Override
  public Erasure forget(CustomerId customer) {
    Erasure erasure = delegate.forget(customer);
    examination.run();
    return erasure;
  }

  @Override
  public Erasure forget(CustomerId customer, Scope scope) {
    Erasure erasure = delegate.forget(customer, scope);
    examination.run();
    return erasure;
  }

  @Override
  public boolean merge(CustomerId visitor, CustomerId known) {
    boolean merged = delegate.merge(visitor, known);
    examination.run();
    return merged;
  }

  @Override
  public boolean unmerge(CustomerId visitor) {
    boolean unmerged = delegate.unmerge(visitor);
    examination.run();
    return unmerged;
  }

  @Override
  public Standing stand(CustomerId customer, UnaryOperator<Standing> change) {
    Standing standing = delegate.stand(customer, change);
    examination.run();
    return standing;
  }
}
