package dev.ricordo.quarkus;

import dev.ricordo.Ricordo;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.spi.Sweeper;
import io.quarkus.arc.Arc;
import io.quarkus.arc.SyntheticCreationalContext;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.ShutdownContext;
import io.quarkus.runtime.annotations.Recorder;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;

/** Makes the beans when the application starts. */
@Recorder
public class RicordoRecorder {

  private static final TypeLiteral<Instance<Catalogue>> CATALOGUES = new TypeLiteral<>() {};
  private static final TypeLiteral<Instance<Clock>> CLOCKS = new TypeLiteral<>() {};
  private static final TypeLiteral<Instance<Sweeper>> SWEEPERS = new TypeLiteral<>() {};

  private final RicordoBuildConfig fixed;
  private final RuntimeValue<RicordoConfig> config;

  public RicordoRecorder(RicordoBuildConfig fixed, RuntimeValue<RicordoConfig> config) {
    this.fixed = fixed;
    this.config = config;
  }

  /**
   * Reads the base and checks the configuration, before anything is opened.
   *
   * @throws io.quarkus.runtime.configuration.ConfigurationException naming property and value
   */
  public RuntimeValue<Ricordo.Builder> configure() {
    return new RuntimeValue<>(RunningRicordo.configure(config.getValue()));
  }

  /**
   * Starts the instance behind the beans, outside of the transaction of whoever asks for it first.
   *
   * @param configured what {@link #configure} gave
   * @param metered whether calls are timed and counted with Micrometer
   * @param shutdown closes it while the datasource is still open
   */
  public Function<SyntheticCreationalContext<RunningRicordo>, RunningRicordo> start(
      RuntimeValue<Ricordo.Builder> configured, boolean metered, ShutdownContext shutdown) {
    return context ->
        QuarkusTransaction.suspendingExisting()
            .call(
                () -> {
                  RunningRicordo running = started(context, configured.getValue(), metered);
                  shutdown.addShutdownTask(running::close);
                  return running;
                });
  }

  private RunningRicordo started(
      SyntheticCreationalContext<RunningRicordo> context,
      Ricordo.Builder builder,
      boolean metered) {
    findOne("Catalogue", context.getInjectedReference(CATALOGUES)).ifPresent(builder::catalogue);
    context.getInjectedReference(SWEEPERS).forEach(builder::sweeper);
    Clock clock =
        findOne("Clock", context.getInjectedReference(CLOCKS)).orElseGet(Clock::systemUTC);
    return RunningRicordo.start(
        builder, store(context), metered, announcements(), config.getValue(), clock);
  }

  private static Consumer<MemoryChanged> announcements() {
    Event<MemoryChanged> event =
        Arc.container().beanManager().getEvent().select(MemoryChanged.class);
    return event::fire;
  }

  private Store store(SyntheticCreationalContext<RunningRicordo> context) {
    return stored(context).keeping(config.getValue().holds(), config.getValue().tenant());
  }

  private Store stored(SyntheticCreationalContext<RunningRicordo> context) {
    return switch (fixed.journal()) {
      case MEMORY -> Store.inMemory();
      case POSTGRES ->
          Store.postgres(context.getInjectedReference(DataSource.class), config.getValue());
    };
  }

  /** The bean that applications inject. */
  public Function<SyntheticCreationalContext<Ricordo>, Ricordo> ricordo() {
    return context -> context.getInjectedReference(RunningRicordo.class).ricordo();
  }

  private static <T> Optional<T> findOne(String type, Instance<T> beans) {
    if (beans.isAmbiguous()) {
      throw new IllegalStateException(
          type + ": there must be at most one bean, there are " + beans.stream().count());
    }
    return beans.isResolvable() ? Optional.of(beans.get()) : Optional.empty();
  }
}
