package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.evidence.EvidenceLedger;
import dev.ricordo.evidence.LedgerPlace;
import dev.ricordo.evidence.WatchedStore;
import dev.ricordo.postgres.KnownErasures;
import io.quarkus.test.QuarkusUnitTest;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StoreOlderThanLedgerTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.withBase()
          .overrideRuntimeConfigKey("ricordo.tenant", "put-back")
          .overrideRuntimeConfigKey("ricordo.ledger.folder", ledger().toString())
          .assertException(
              failure ->
                  assertThat(failure)
                      .hasStackTraceContaining("ricordo.ledger.folder: ledger: ")
                      .hasStackTraceContaining("the store is older than the ledger: at "));

  /** A ledger that knows of erasures which a new tenant's store does not. */
  private static Path ledger() {
    Path folder = Path.of("target", "ledger-" + UUID.randomUUID()).toAbsolutePath();
    WatchedStore store =
        new WatchedStore("put-back", () -> new KnownErasures(3, 3), "test", Clock.systemUTC());
    try (EvidenceLedger ledger = EvidenceLedger.open(LedgerPlace.in(folder), store)) {
      ledger.append(new byte[] {1});
    }
    return folder;
  }

  @Test
  void databaseAndVaultOfBefore_failTheStart() {
    Assertions.fail("must not start");
  }
}
