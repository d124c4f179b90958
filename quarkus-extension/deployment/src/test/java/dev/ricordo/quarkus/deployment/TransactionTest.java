package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.ricordo.Ricordo;
import dev.ricordo.consolidation.Verdict;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.evidence.EpochEntry;
import dev.ricordo.ledger.LedgerView;
import dev.ricordo.ledger.NoteVerifier;
import dev.ricordo.ledger.TiledSource;
import dev.ricordo.ledger.Trust;
import dev.ricordo.postgres.PostgresLedger;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever becomes of the host's transaction: what Ricordo said is done is done. */
class TransactionTest {

  private static final String FAILURE = "the shop's own work failed";

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.withBase()
          .overrideRuntimeConfigKey(
              "ricordo.ledger.folder",
              Path.of("target", "keys-" + UUID.randomUUID()).toAbsolutePath().toString())
          .overrideRuntimeConfigKey("ricordo.ledger.in-database", "true")
          .overrideRuntimeConfigKey("ricordo.consolidation.minimum-contributors", "2");

  @Inject Ricordo ricordo;
  @Inject DataSource database;

  @Inject
  @ConfigProperty(name = "ricordo.ledger.folder")
  Path keys;

  /** Asks for the instance first, inside of a transaction. */
  @Singleton
  static class Importer {

    @Transactional
    void begin(@Observes StartupEvent event, Ricordo ricordo) {
      view(ricordo, "dora", "i1");
    }
  }

  @Test
  void instanceThatStartsInsideATransaction_learns() {
    assertThat(ricordo.inspect(CustomerId.of("dora")).events()).hasSize(1);
  }

  @Test
  void observeInsideARolledBackTransaction_staysDurable() {
    inATransactionThatFails(() -> view(ricordo, "cleo", "i1"));

    assertThat(ricordo.inspect(CustomerId.of("cleo")).events()).hasSize(1);
  }

  @Test
  void decisionInsideARolledBackTransaction_standsInTheDatabasesLedger() {
    inATransactionThatFails(
        () -> {
          for (String customer : List.of("anna", "bert", "carl", "emil", "frida")) {
            view(ricordo, customer, "i1");
            view(ricordo, customer, "i2");
          }
          ricordo.consolidation().close();
          ricordo.consolidation().vote(1, Verdict.REJECTED, "ann");
        });

    assertThat(entries().stream().flatMap(entry -> EpochEntry.read(entry).stream()))
        .extracting(EpochEntry::text)
        .containsExactly("epoch 1 promoted", "epoch 1 rejected");
  }

  private static void view(Ricordo ricordo, String customer, String item) {
    ricordo.observe(Event.viewed(CustomerId.of(customer), ItemId.of(item), Instant.now()));
  }

  private static void inATransactionThatFails(Runnable work) {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                QuarkusTransaction.requiringNew()
                    .run(
                        () -> {
                          work.run();
                          throw new IllegalStateException(FAILURE);
                        }))
        .withMessage(FAILURE);
  }

  private List<byte[]> entries() {
    NoteVerifier key = NoteVerifier.parse(publicKey());
    LedgerView view =
        LedgerView.open(
            new TiledSource(PostgresLedger.reader(database, key.name())), Trust.of(key));
    return view.entries(0, view.size());
  }

  private String publicKey() {
    try {
      return Files.readString(keys.resolveSibling(keys.getFileName() + ".pub")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
