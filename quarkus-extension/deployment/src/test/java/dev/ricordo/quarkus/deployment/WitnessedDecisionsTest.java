package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Ricordo;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.evidence.EvidenceLedger;
import dev.ricordo.evidence.LedgerPlace;
import dev.ricordo.ledger.CheckpointFile;
import dev.ricordo.ledger.LocalWitness;
import dev.ricordo.ledger.NoteVerifier;
import dev.ricordo.ledger.SignedCheckpoint;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WitnessedDecisionsTest {

  @RegisterExtension static final QuarkusUnitTest APPLICATION = application();

  @Inject Ricordo ricordo;

  @Inject
  @ConfigProperty(name = "ricordo.ledger.folder")
  Path folder;

  @Inject
  @ConfigProperty(name = "ricordo.ledger.witness.key")
  Path key;

  /** The witness lives as long as the tests of this class' virtual machine. */
  private static QuarkusUnitTest application() {
    Path folder = Path.of("target", "ledger-" + UUID.randomUUID()).toAbsolutePath();
    Path key = folder.resolveSibling(folder.getFileName() + ".witness");
    LocalWitness witness = LocalWitness.start();
    try (EvidenceLedger made = EvidenceLedger.open(LedgerPlace.in(folder))) {
      witness.knows(made.key());
      Files.writeString(key, witness.key().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Applications.inMemory()
        .overrideRuntimeConfigKey("ricordo.ledger.folder", folder.toString())
        .overrideRuntimeConfigKey("ricordo.ledger.witness.url", witness.prefix().toString())
        .overrideRuntimeConfigKey("ricordo.ledger.witness.key", key.toString());
  }

  @Test
  void decisions_areCosigned() throws IOException {
    ricordo.observe(Event.viewed(CustomerId.of("anna"), ItemId.of("i1"), Instant.now()));
    ricordo.consolidation().close();

    NoteVerifier witness = NoteVerifier.parse(Files.readString(key));
    List<SignedCheckpoint> seen = CheckpointFile.read(LedgerPlace.in(folder).checkpoints());
    assertThat(seen.get(seen.size() - 1).checkpoint().size()).isPositive();
    assertThat(seen.get(seen.size() - 1).signatures()).anyMatch(witness::claims);
  }
}
