package dev.ricordo.governance.evidence;

import dev.ricordo.base.Base;
import dev.ricordo.event.CustomerId;
import dev.ricordo.governance.Forgotten;
import dev.ricordo.governance.LevelBytes;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.verifier.DestroyedKeys;
import dev.ricordo.verifier.Particulars;
import dev.ricordo.verifier.SweptStore;
import dev.ricordo.verifier.Times;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * An erasure that is to be certified.
 *
 * @param tenant whose data
 * @param customer who was forgotten, or whose events were
 * @param times when it came to each stage; where a clock that was set back says that one was before
 *     the stage in front of it, they are taken for the same
 * @param done what was done
 * @param keys which keys the vault destroyed for it
 * @param stores that were asked whether they were swept
 * @param base to fold the memory with; needed if some events were asked for
 * @param aftermath what it leaves to be done
 * @param particulars how it was asked and decided: in the file only
 */
public record Erased(
    String tenant,
    CustomerId customer,
    Times times,
    Forgotten done,
    DestroyedKeys keys,
    List<SweptStore> stores,
    Optional<Base> base,
    Aftermath aftermath,
    Particulars particulars) {

  public Erased {
    stores = List.copyOf(stores);
    times = inOrder(times);
    if (done.scope().isPresent() && base.isEmpty()) {
      throw new IllegalArgumentException(
          "base: is missing; the certificate of a selective erasure says what the memory is then");
    }
  }

  private static Times inOrder(Times times) {
    Instant executed = times.executed();
    Optional<Instant> verified = times.verified().map(at -> later(at, executed));
    return new Times(
        earlier(times.received(), executed),
        times.identified().map(at -> earlier(at, executed)),
        times.restricted().map(at -> earlier(at, executed)),
        executed,
        verified,
        times.certified().map(at -> later(at, verified.orElse(executed))));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** What a level holds of the customer, as bytes; empty if that is nothing. */
  record Held(Optional<byte[]> bytes) {}

  /**
   * What a level was and is.
   *
   * @param before empty if nobody knows
   */
  record Levels(Optional<Held> before, Held after) {}

  Levels journal() {
    return levels(LevelBytes::journal);
  }

  /** L0, L1 and L2, in this order, of the memory that is folded from the events. */
  List<Levels> own() {
    Optional<OwnLevels> before =
        base.isPresent() ? done.before().map(this::folded) : Optional.empty();
    OwnLevels after = done.scope().isEmpty() ? OwnLevels.NONE : folded(done.kept());
    return IntStream.range(0, OwnLevels.NUMBER)
        .mapToObj(
            level ->
                new Levels(
                    before.map(own -> new Held(own.bytes(level))), new Held(after.bytes(level))))
        .toList();
  }

  Levels share() {
    return levels(entries -> LevelBytes.share(done.counted() ? entries : List.of(), base));
  }

  private Levels levels(Function<List<JournalEntry>, Optional<byte[]>> bytes) {
    return new Levels(
        done.before().map(entries -> new Held(bytes.apply(entries))),
        new Held(done.scope().isEmpty() ? Optional.empty() : bytes.apply(done.kept())));
  }

  private OwnLevels folded(List<JournalEntry> entries) {
    if (entries.isEmpty()) {
      return OwnLevels.NONE;
    }
    Journal folded = Journal.inMemory();
    folded.append(entries.stream().map(entry -> entry.event().withCustomer(customer)).toList());
    return base.flatMap(
            release ->
                FoldedBytes.ofMemory(folded, customer, release)
                    .map(snapshot -> OwnLevels.of(snapshot, release.shape())))
        .orElse(OwnLevels.NONE);
  }

  @Override
  public String toString() {
    return "Erased[" + done + "]";
  }
}
