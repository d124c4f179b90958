package dev.ricordo.quarkus.rest.deployment;

import dev.ricordo.event.CustomerId;
import dev.ricordo.quarkus.MemoryChanged;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** Holds up whoever learned from one customer, until it is released. */
@Singleton
class Brake {

  static final String CUSTOMER = "slow";

  private static final CustomerId HELD = CustomerId.of(CUSTOMER);

  private final Semaphore arrivals = new Semaphore(0);
  private final CountDownLatch released = new CountDownLatch(1);

  void hold(@Observes MemoryChanged change) throws InterruptedException {
    if (change.customer().equals(HELD)) {
      arrivals.release();
      released.await();
    }
  }

  void awaitArrival() throws InterruptedException {
    arrivals.acquire();
  }

  void release() {
    released.countDown();
  }
}
