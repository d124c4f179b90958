package dev.ricordo.governance.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.evidence.EvidenceLedger;
import dev.ricordo.evidence.LedgerPlace;
import dev.ricordo.evidence.WatchedStore;
import dev.ricordo.ledger.NoteVerifier;
import dev.ricordo.postgres.KnownErasures;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreAgeTest {

  private static final byte[] ENTRY = "an entry".getBytes(UTF_8);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final AtomicReference<KnownErasures> known =
      new AtomicReference<>(new KnownErasures(2, 2));

  private LedgerPlace place() {
    return LedgerPlace.in(folder.resolve("ledger"));
  }

  private NoteVerifier append() {
    WatchedStore store = new WatchedStore("shop", known::get, "test", Clock.systemUTC());
    try (EvidenceLedger ledger = EvidenceLedger.open(place(), store)) {
      ledger.append(ENTRY);
      return ledger.key();
    }
  }

  private LedgerAuditReport audited(NoteVerifier key, Supplier<StoreAge> store) {
    return LedgerAuditReport.of(place(), key, List.of(), List.of(), Optional.of(store));
  }

  @Test
  void storeThatErasesDuringTheAudit_isNotBehind() {
    NoteVerifier key = append();
    StoreAge counted = new StoreAge("shop", Objects.requireNonNull(known.get()));

    Supplier<StoreAge> meanwhile =
        () -> {
          known.set(new KnownErasures(3, 3));
          append();
          return counted;
        };
    assertThat(audited(key, meanwhile).findings()).isEmpty();
    assertThat(audited(key, () -> counted).findings())
        .singleElement()
        .asString()
        .contains("both came back from backups");
  }
}
