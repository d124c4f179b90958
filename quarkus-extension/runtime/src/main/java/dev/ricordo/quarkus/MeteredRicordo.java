package dev.ricordo.quarkus;

import dev.ricordo.Because;
import dev.ricordo.Erasure;
import dev.ricordo.ForwardingRicordo;
import dev.ricordo.Inspection;
import dev.ricordo.Observation;
import dev.ricordo.Ranking;
import dev.ricordo.Ricordo;
import dev.ricordo.Scope;
import dev.ricordo.Slot;
import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * Times and counts what another instance does. No meter has a label, so none can name a customer.
 *
 * <p>Thread-safe. A call that throws is timed too. Closing it removes its meters.
 */
final class MeteredRicordo extends ForwardingRicordo {

  private final MeterRegistry registry;
  private final List<Meter> meters = new ArrayList<>();
  private final Timer observe;
  private final Timer observeAll;
  private final Timer recommend;
  private final Timer because;
  private final Timer inspect;
  private final Timer forget;
  private final Timer merge;
  private final Timer unmerge;
  private final Timer stand;

  private MeteredRicordo(Ricordo delegate, MeterRegistry registry) {
    super(delegate);
    this.registry = registry;
    observe = timer("ricordo.observe", "Learning one event, durably");
    observeAll = timer("ricordo.observe.all", "Learning a list of events, durably");
    recommend = timer("ricordo.recommend", "Ranking the catalogue");
    because = timer("ricordo.because", "Explaining an answer by replay");
    inspect = timer("ricordo.inspect", "Listing what is remembered of a customer");
    forget = timer("ricordo.forget", "Forgetting a customer");
    merge = timer("ricordo.merge", "Making a visitor one with a known customer");
    unmerge = timer("ricordo.unmerge", "Undoing a merge");
    stand = timer("ricordo.stand", "Changing what a customer says about the use of their data");
    counter("ricordo.events.learned", "Events learned", Statistics::learned);
    counter("ricordo.events.withheld", "Events withheld", Statistics::withheld);
    counter("ricordo.rankings", "Answers given", Statistics::rankings);
    counter(
        "ricordo.erasures",
        "Erasures: of customers, and of some of a customer's events",
        Statistics::erasures);
    gauge("ricordo.memories.hot", "Memories on the heap", Statistics::hotMemories);
    gauge("ricordo.collective.cells", "Cells of the shared counts", Statistics::collectiveCells);
    gauge("ricordo.events.recovered", "Events folded at start", Statistics::recovered);
  }

  /** Publishes to every registry of the application. */
  static Ricordo over(Ricordo delegate) {
    return new MeteredRicordo(delegate, Metrics.globalRegistry);
  }

  private Timer timer(String name, String description) {
    return keep(Timer.builder(name).description(description).register(registry));
  }

  private void counter(String name, String description, ToDoubleFunction<Statistics> count) {
    keep(
        FunctionCounter.builder(name, delegate, r -> count.applyAsDouble(r.statistics()))
            .description(description)
            .register(registry));
  }

  private void gauge(String name, String description, ToDoubleFunction<Statistics> count) {
    keep(
        Gauge.builder(name, delegate, r -> count.applyAsDouble(r.statistics()))
            .description(description)
            .register(registry));
  }

  private <M extends Meter> M keep(M meter) {
    meters.add(meter);
    return meter;
  }

  @Override
  public Observation observe(Event event) {
    return observe.record(() -> delegate.observe(event));
  }

  @Override
  public List<Observation> observeAll(List<Event> events) {
    return observeAll.record(() -> delegate.observeAll(events));
  }

  @Override
  public Ranking recommend(CustomerId customer, Slot slot, int count) {
    return recommend.record(() -> delegate.recommend(customer, slot, count));
  }

  @Override
  public Because because(Ranking ranking, ItemId item) {
    return because.record(() -> delegate.because(ranking, item));
  }

  @Override
  public Inspection inspect(CustomerId customer) {
    return inspect.record(() -> delegate.inspect(customer));
  }

  @Override
  public Erasure forget(CustomerId customer) {
    return forget.record(() -> delegate.forget(customer));
  }

  @Override
  public Erasure forget(CustomerId customer, Scope scope) {
    return forget.record(() -> delegate.forget(customer, scope));
  }

  @Override
  public boolean merge(CustomerId visitor, CustomerId known) {
    return merge.record(() -> delegate.merge(visitor, known));
  }

  @Override
  public boolean unmerge(CustomerId visitor) {
    return unmerge.record(() -> delegate.unmerge(visitor));
  }

  @Override
  public Standing stand(CustomerId customer, UnaryOperator<Standing> change) {
    return stand.record(() -> delegate.stand(customer, change));
  }

  @Override
  public void close() {
    meters.forEach(registry::remove);
    delegate.close();
  }
}
