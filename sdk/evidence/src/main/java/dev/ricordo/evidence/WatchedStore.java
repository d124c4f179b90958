package dev.ricordo.evidence;

import dev.ricordo.ledger.LedgerView;
import dev.ricordo.postgres.KnownErasures;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The store of a tenant beside a ledger. Whenever something is written down and the store has
 * erased since, the ledger learns how often; a store that knows of less is older than the ledger.
 *
 * @param tenant its name
 * @param erasures how many the store knows of now
 * @param software which program writes, with its version
 */
public record WatchedStore(
    String tenant, Supplier<KnownErasures> erasures, String software, Clock clock) {

  /** The newest mark of a tenant in a ledger. */
  public static Optional<ErasureMark> newestMark(LedgerView view, String tenant) {
    String digest = TenantDigest.of(tenant);
    return NewestEntry.of(
        view, entry -> ErasureMark.read(entry).filter(mark -> mark.tenant().equals(digest)));
  }

  /** Why the store is older than a ledger; empty if it is not, or the ledger has no mark of it. */
  public Optional<String> behind(LedgerView ledger) {
    return behind(newestMark(ledger, tenant));
  }

  /** In this order: erasures that come meanwhile are in the store before they are marked. */
  Optional<String> behind(Optional<ErasureMark> newest) {
    KnownErasures known = erasures.get();
    return newest
        .filter(mark -> mark.isAhead(known))
        .map(mark -> "the store is older than the ledger: " + mark.behind(known));
  }

  /** A mark of what the store knows now. */
  ErasureMark mark() {
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return ErasureMark.of(tenant, erasures.get(), at);
  }
}
