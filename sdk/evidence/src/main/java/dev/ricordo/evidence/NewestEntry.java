package dev.ricordo.evidence;

import dev.ricordo.ledger.LedgerView;
import java.util.Optional;
import java.util.function.Function;

/** Finds the newest entry of a kind, searched from the ledger's end. */
final class NewestEntry {

  private static final long BATCH = 256;

  private NewestEntry() {}

  /**
   * @param reading reads an entry; empty if it is none that is looked for
   */
  static <T> Optional<T> of(LedgerView view, Function<byte[], Optional<T>> reading) {
    for (long end = view.size(); end > 0; end = Math.max(0, end - BATCH)) {
      Optional<T> last =
          view.entries(Math.max(0, end - BATCH), end).stream()
              .flatMap(entry -> reading.apply(entry).stream())
              .reduce((earlier, later) -> later);
      if (last.isPresent()) {
        return last;
      }
    }
    return Optional.empty();
  }
}
