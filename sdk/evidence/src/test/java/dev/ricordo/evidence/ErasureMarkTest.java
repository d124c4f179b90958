package dev.ricordo.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.RicordoException;
import dev.ricordo.ledger.Ledger;
import dev.ricordo.ledger.LedgerView;
import dev.ricordo.ledger.LogProof;
import dev.ricordo.ledger.Trust;
import dev.ricordo.postgres.KnownErasures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasureMarkTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final byte[] ENTRY = "an entry".getBytes(UTF_8);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final AtomicReference<KnownErasures> known =
      new AtomicReference<>(new KnownErasures(2, 3));

  private LedgerPlace place() {
    return LedgerPlace.in(folder.resolve("ledger"));
  }

  private WatchedStore store(String tenant) {
    return new WatchedStore(tenant, known::get, "test", Clock.fixed(NOON, ZoneOffset.UTC));
  }

  private EvidenceLedger open(String tenant) {
    return EvidenceLedger.open(place(), store(tenant));
  }

  private LedgerView view() {
    try (EvidenceLedger ledger = EvidenceLedger.open(place())) {
      return place().view(ledger.key());
    }
  }

  @Test
  void bytes_areThoseOfTheFormat() throws IOException {
    ErasureMark mark = ErasureMark.of("shop", new KnownErasures(12, 14), NOON);
    byte[] golden =
        Objects.requireNonNull(ErasureMarkTest.class.getResourceAsStream("/golden/erasures-1.json"))
            .readAllBytes();

    assertThat(new String(mark.write("ricordo 1.0"), UTF_8))
        .isEqualTo(new String(golden, UTF_8).strip());
    assertThat(ErasureMark.read(golden)).contains(mark);
    assertThat(ErasureMark.read(ENTRY)).isEmpty();
  }

  @Test
  void mark_standsBehindAnEntry_ifTheNumbersMoved() {
    try (EvidenceLedger ledger = open("shop")) {
      LogProof proof = ledger.append(ENTRY);
      assertThat(proof.check(ENTRY, Trust.of(ledger.key())))
          .isInstanceOf(LogProof.Verdict.Included.class);
      ledger.append(ENTRY);
      known.set(new KnownErasures(3, 4));
      ledger.append(ENTRY);
    }
    try (EvidenceLedger again = open("shop")) {
      again.append(ENTRY);
    }

    assertThat(IntStream.range(0, (int) view().size()).mapToObj(view()::entry))
        .extracting(
            entry ->
                ErasureMark.read(entry).map(m -> "tables " + m.known().inTables()).orElse("entry"))
        .containsExactly("entry", "tables 2", "entry", "entry", "tables 3", "entry");
  }

  @Test
  void markOfAnAppendThatFailed_standsBehindTheNextEntry() {
    try (EvidenceLedger ledger = open("shop")) {
      byte[] tooLong = new byte[Ledger.MAX_ENTRY_BYTES + 1];
      assertThatThrownBy(() -> ledger.append(tooLong)).hasMessageContaining("bytes, more than");
      ledger.append(ENTRY);
    }

    assertThat(WatchedStore.newestMark(view(), "shop").orElseThrow().known())
        .isEqualTo(new KnownErasures(2, 3));
  }

  @Test
  void newestMark_isFoundBehindManyEntries_andIsOfTheTenant() {
    try (EvidenceLedger ledger = open("shop")) {
      ledger.append(ENTRY);
    }
    known.set(new KnownErasures(0, 0));
    try (EvidenceLedger other = open("another")) {
      for (int i = 0; i < 300; i++) {
        other.append(ENTRY);
      }
    }

    assertThat(WatchedStore.newestMark(view(), "shop").orElseThrow().known())
        .isEqualTo(new KnownErasures(2, 3));
    assertThat(WatchedStore.newestMark(view(), "nobody")).isEmpty();
  }

  @Test
  void storeThatIsOlderOnBothSides_isRefused_andOneThatIsOlderOnOneIsNot() {
    try (EvidenceLedger ledger = open("shop")) {
      ledger.append(ENTRY);
    }
    for (KnownErasures fine :
        List.of(new KnownErasures(1, 3), new KnownErasures(2, 2), new KnownErasures(9, 9))) {
      known.set(fine);
      open("shop").close();
    }
    known.set(new KnownErasures(1, 2));

    assertThatThrownBy(() -> open("shop"))
        .isInstanceOf(RicordoException.class)
        .hasMessageContaining("the store is older than the ledger: at " + NOON)
        .hasMessageContaining("Bring one of the two from a backup made after " + NOON);
    open("another").close();
    EvidenceLedger.open(place()).close();
  }
}
