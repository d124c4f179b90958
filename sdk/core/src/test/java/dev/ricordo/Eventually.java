package dev.ricordo;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another thread is about to do. */
public final class Eventually {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Eventually() {}

  /** Repeats an assertion until it holds; after half a minute it fails as it does. */
  public static void holds(Runnable assertion) {
    Instant last = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        assertion.run();
        return;
      } catch (AssertionError e) {
        if (Instant.now().isAfter(last)) {
          throw e;
        }
        LockSupport.parkNanos(1_000_000);
      }
    }
  }
}
