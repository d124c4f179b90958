package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Ricordo;
import dev.ricordo.consolidation.Verdict;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.evidence.EpochChain;
import dev.ricordo.evidence.EpochEntry;
import dev.ricordo.ledger.FolderTiles;
import dev.ricordo.ledger.LedgerView;
import dev.ricordo.ledger.NoteVerifier;
import dev.ricordo.ledger.TiledSource;
import dev.ricordo.ledger.Trust;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DecisionLedgerTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .overrideRuntimeConfigKey(
              "ricordo.ledger.folder",
              Path.of("target", "ledger-" + UUID.randomUUID()).toAbsolutePath().toString())
          .overrideRuntimeConfigKey("ricordo.consolidation.minimum-contributors", "2");

  @Inject Ricordo ricordo;

  @Inject
  @ConfigProperty(name = "ricordo.ledger.folder")
  Path folder;

  @Test
  void decisions_standInTheLedger_whoeverMakesThem() throws IOException {
    List.of("anna", "bert", "carl", "dora", "emil").forEach(this::visit);
    ricordo.consolidation().close();
    ricordo.consolidation().vote(1, Verdict.REJECTED, "ann");
    ricordo.forget(CustomerId.of("anna"));
    ricordo.consolidation().examine();

    List<EpochEntry> entries =
        entries().stream().flatMap(e -> EpochEntry.read(e).stream()).toList();
    assertThat(entries)
        .extracting(EpochEntry::text)
        .containsExactly("epoch 1 promoted", "epoch 1 rejected", "epoch 1 rejected");
    assertThat(entries.get(1).after()).isEqualTo(entries.get(0).before());
    EpochChain chain = new EpochChain();
    for (byte[] entry : entries()) {
      chain.read(0, entry);
    }
    assertThat(chain.findings()).isEmpty();
  }

  private void visit(String customer) {
    ricordo.observe(Event.viewed(CustomerId.of(customer), ItemId.of("i1"), Instant.now()));
    ricordo.observe(Event.viewed(CustomerId.of(customer), ItemId.of("i2"), Instant.now()));
  }

  private List<byte[]> entries() throws IOException {
    NoteVerifier key =
        NoteVerifier.parse(
            Files.readString(folder.resolveSibling(folder.getFileName() + ".pub")).strip());
    LedgerView view = LedgerView.open(new TiledSource(FolderTiles.reader(folder)), Trust.of(key));
    return view.entries(0, view.size());
  }
}
