package dev.ricordo.evidence;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.RicordoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnreadableLedgerTest {

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it before each test.
  private Path folder;

  @Test
  void ledgerThatCannotBeRead_failsAsAnyStoreDoes() throws IOException {
    try (EvidenceLedger ledger = EvidenceLedger.open(LedgerPlace.in(folder.resolve("ledger")))) {
      ledger.append("{}".getBytes(StandardCharsets.UTF_8));
      loseEntries();

      List<Consumer<EvidenceLedger>> questions =
          List.of(l -> l.newestEpoch("shop"), l -> l.epochs("shop"), l -> l.newestRules("shop"));
      for (Consumer<EvidenceLedger> question : questions) {
        assertThatThrownBy(() -> question.accept(ledger))
            .isInstanceOf(RicordoException.class)
            .hasMessageStartingWith("the ledger cannot be read: ");
      }
    }
  }

  private void loseEntries() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("ledger"))) {
      for (Path file : files.filter(f -> f.toString().contains("entries")).toList()) {
        if (Files.isRegularFile(file)) {
          Files.delete(file);
        }
      }
    }
  }
}
