package dev.ricordo.evidence;

import dev.ricordo.consolidation.Consolidation;
import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.Decision;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A consolidation whose decisions are told to somebody who writes them down. Thread-safe. */
public final class RecordedConsolidation implements Consolidation {

  private final Consolidation consolidation;
  private final Consumer<List<Decision>> recorder;

  /**
   * @param recorder is told after the decisions hold, on the calling thread; what it throws, the
   *     caller gets
   */
  public RecordedConsolidation(Consolidation consolidation, Consumer<List<Decision>> recorder) {
    this.consolidation = consolidation;
    this.recorder = recorder;
  }

  @Override
  public ConsolidationRules rules() {
    return consolidation.rules();
  }

  @Override
  public List<Epoch> epochs() {
    return consolidation.epochs();
  }

  @Override
  public boolean stale() {
    return consolidation.stale();
  }

  @Override
  public synchronized Optional<Epoch> close() {
    List<Epoch> before = epochs();
    Optional<Epoch> closed = consolidation.close();
    record(before, epochs().stream().filter(epoch -> saysMore(before, epoch)).toList());
    return closed;
  }

  /** Not one that was merely touched, and waits to be examined: it has its entry then. */
  private static boolean saysMore(List<Epoch> before, Epoch now) {
    return before.stream()
        .filter(epoch -> epoch.number() == now.number())
        .noneMatch(epoch -> now.equals(epoch.withChanges(now.changes())));
  }

  @Override
  public synchronized List<Epoch> examine() {
    List<Epoch> before = epochs();
    List<Epoch> examined = consolidation.examine();
    record(before, examined);
    return examined;
  }

  @Override
  public synchronized Epoch vote(long number, Verdict verdict, String voter) {
    List<Epoch> before = epochs();
    Epoch voted = consolidation.vote(number, verdict, voter);
    record(before, List.of(voted));
    return voted;
  }

  private void record(List<Epoch> before, List<Epoch> changed) {
    if (!changed.isEmpty()) {
      recorder.accept(Decision.of(rules(), before, changed));
    }
  }
}
