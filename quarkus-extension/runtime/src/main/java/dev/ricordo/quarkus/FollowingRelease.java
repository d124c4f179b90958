package dev.ricordo.quarkus;

import dev.ricordo.Ricordo;
import dev.ricordo.RicordoException;
import dev.ricordo.base.Base;
import dev.ricordo.base.BaseRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Moves to the base release that a registry says serves, whenever that is another. The present one
 * answers until everything is folded on the next. Thread-safe.
 */
final class FollowingRelease implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(FollowingRelease.class);

  private final Ricordo ricordo;
  private final BaseRegistry registry;
  private final ScheduledExecutorService thread = Daemon.named("ricordo-releases");
  private String seen = "";

  private FollowingRelease(Ricordo ricordo, BaseRegistry registry) {
    this.ricordo = ricordo;
    this.registry = registry;
  }

  /**
   * Looks again and again.
   *
   * @param every from the end of one look to the next
   */
  @SuppressWarnings("FutureReturnValueIgnored") // look logs what goes wrong
  static FollowingRelease start(Ricordo ricordo, BaseRegistry registry, Duration every) {
    FollowingRelease following = new FollowingRelease(ricordo, registry);
    long nanos = every.toNanos();
    following.thread.scheduleWithFixedDelay(following::look, nanos, nanos, TimeUnit.NANOSECONDS);
    return following;
  }

  /** What fails is tried again at the next look: the present release goes on. */
  private void look() {
    try {
      String wanted = registry.current().orElse(seen);
      if (!wanted.equals(seen)) {
        follow(wanted, registry.read(wanted));
        seen = wanted;
      }
    } catch (RicordoException | IllegalArgumentException e) {
      LOG.warnf("The promoted release was not taken over: %s", e.getMessage());
    } catch (Throwable e) { // errors too: whatever is thrown would end the schedule, in silence
      LOG.warnf("The promoted release was not taken over: %s", Daemon.kind(e));
    }
  }

  private void follow(String name, Base base) {
    if (!Arrays.equals(base.digest(), ricordo.base().digest())) {
      ricordo.moveTo(base);
      LOG.infof("Ricordo answers from release %s", name);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
