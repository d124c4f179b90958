package dev.ricordo.evidence;

import dev.ricordo.ledger.LedgerView;
import dev.ricordo.postgres.KnownErasures;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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

  private static final long BATCH = 256;

  /** The newest mark of a tenant in a ledger, searched from its end. */
  public static Optional<ErasureMark> newestMark(LedgerView view, String tenant) {
    String digest = TenantDigest.of(tenant);
    for (long end = view.size(); end > 0; end = Math.max(0, end - BATCH)) {
      List<byte[]> entries = view.entries(Math.max(0, end - BATCH), end);
      Optional<ErasureMark> last =
          entries.stream()
              .flatMap(entry -> ErasureMark.read(entry).stream())
              .filter(mark -> mark.tenant().equals(digest))
              .reduce((earlier, later) -> later);
      if (last.isPresent()) {
        return last;
      }
    }
    return Optional.empty();
  }

  /** A mark of what the store knows now. */
  ErasureMark mark() {
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return ErasureMark.of(tenant, erasures.get(), at);
  }
}
