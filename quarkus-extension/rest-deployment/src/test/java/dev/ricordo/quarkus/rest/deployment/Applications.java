package dev.ricordo.quarkus.rest.deployment;

import dev.ricordo.base.RandomBases;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Small applications to ask, all with the same base of random weights, items i0 to i39. */
final class Applications {

  static final long SEED = 7;
  static final int ITEMS = 40;
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Applications() {}

  /** Without a database, at noon. */
  static QuarkusUnitTest inMemory(Class<?>... beans) {
    return withBase(beans).overrideConfigKey("ricordo.journal", "memory");
  }

  /** With the database that the Dev Service starts, unless another is named; at noon. */
  static QuarkusUnitTest withBase(Class<?>... beans) {
    return new QuarkusUnitTest()
        .overrideConfigKey("quarkus.http.test-port", "0")
        .withApplicationRoot(
            jar ->
                jar.addClasses(Applications.class, StoppedClock.class, Api.class, Connection.class)
                    .addClasses(beans))
        .overrideRuntimeConfigKey("ricordo.base", Written.FOLDER.toString());
  }

  /** It is always noon. */
  static final class StoppedClock {

    @Produces
    @Singleton
    Clock clock() {
      return Clock.fixed(NOON, ZoneOffset.UTC);
    }
  }

  private static final class Written {

    static final Path FOLDER = Path.of("target", "test-base").toAbsolutePath();

    static {
      RandomBases.create(SEED, ITEMS).write(FOLDER);
    }
  }
}
