package dev.ricordo.governance.evidence;

import dev.ricordo.base.Base;
import dev.ricordo.event.CustomerId;
import dev.ricordo.governance.Forgotten;
import dev.ricordo.spi.Journal;
import dev.ricordo.verifier.Particulars;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An erasure that is to be certified.
 *
 * @param tenant whose data
 * @param customer who was forgotten, or whose events were
 * @param received when the request came; taken for the time of the erasure if a clock that was set
 *     back says later
 * @param done what was done
 * @param keys how many keys the vault destroyed for it
 * @param stores what was swept
 * @param base to fold the memory that is left with; needed if some events were asked for
 * @param aftermath what it leaves to be done
 * @param particulars how it was asked and decided: in the file only
 */
public record Erased(
    String tenant,
    CustomerId customer,
    Instant received,
    Forgotten done,
    long keys,
    List<String> stores,
    Optional<Base> base,
    Aftermath aftermath,
    Particulars particulars) {

  public Erased {
    stores = List.copyOf(stores);
    received = received.isAfter(done.at()) ? done.at() : received;
    if (done.scope().isPresent() && base.isEmpty()) {
      throw new IllegalArgumentException(
          "base: is missing; the certificate of a selective erasure says what the memory is then");
    }
  }

  /** The memory that is folded from what is kept; empty if nothing is. */
  Optional<byte[]> memory() {
    if (done.scope().isEmpty() || done.kept().isEmpty()) {
      return Optional.empty();
    }
    Journal kept = Journal.inMemory();
    kept.append(done.kept().stream().map(entry -> entry.event().withCustomer(customer)).toList());
    return base.flatMap(release -> MemoryBytes.of(kept, customer, release));
  }

  @Override
  public String toString() {
    return "Erased[" + done + "]";
  }
}
