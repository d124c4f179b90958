package dev.ricordo.internal;

import dev.ricordo.Inspection;
import dev.ricordo.Level;
import dev.ricordo.base.Base;
import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.base.Weights;
import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.collective.Contribution;
import dev.ricordo.collective.Transitions;
import dev.ricordo.memory.MemoryState;
import dev.ricordo.memory.SelfModifyingMemory;
import dev.ricordo.spi.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Describes the levels, of nobody in particular or of one customer. Thread-safe. */
final class Description {

  private static final int STRONGEST = 10;

  private final Base base;
  private final ItemIndex index;
  private final CollectiveLevel collective;
  private final MemoryState initial;

  Description(ItemEmbeddings items, ItemIndex index, CollectiveLevel collective) {
    base = items.base();
    this.index = index;
    this.collective = collective;
    initial = new SelfModifyingMemory(items).initial();
  }

  /**
   * The levels, fastest first.
   *
   * @param entries the journal of the customer whose levels they are, empty for nobody's
   */
  List<Level> levels(List<JournalEntry> entries) {
    List<Level> levels = new ArrayList<>();
    levels.add(
        new Level(
            "L0",
            "working memory",
            "customer",
            "each event",
            initial.workingBytes(),
            base.shape().writing().text(),
            lastChange(entries, 1)));
    for (int i = 0; i < initial.levels(); i++) {
      int cadence = base.shape().continuum().cadences().get(i);
      levels.add(
          new Level(
              "L" + (i + 1),
              i == 0 ? "episode" : "profile",
              "customer",
              "every " + cadence + " own events",
              initial.levelBytes(i),
              base.shape().continuum().optimisers().get(i).text() + " with retention",
              lastChange(entries, cadence)));
    }
    levels.add(
        new Level(
            "L3",
            "collective counts",
            "tenant",
            "each event",
            collective.cells() * CollectiveSums.BYTES_PER_CELL,
            "integer sum",
            collective.lastChange()));
    String title = "base " + base.manifest().release();
    levels.add(
        new Level("L4", title, "tenant", "release", weightBytes(), "AdamW", Optional.empty()));
    return levels;
  }

  /** The time of the last event that a level of this cadence changed at; the start event counts. */
  private static Optional<Instant> lastChange(List<JournalEntry> entries, int cadence) {
    int position = (entries.size() + 1) / cadence * cadence - 1;
    return position < 1 ? Optional.empty() : Optional.of(entries.get(position - 1).event().at());
  }

  private long weightBytes() {
    long bytes = 0;
    for (Weights.Tensor tensor : base.weights().tensors()) {
      bytes += 4L * base.weights().get(tensor).length;
    }
    return bytes;
  }

  /** The continuum levels of a memory, fastest first. */
  List<Inspection.Slower> slower(MemoryState memory) {
    List<Inspection.Slower> levels = new ArrayList<>();
    for (int i = 0; i < memory.levels(); i++) {
      int cadence = base.shape().continuum().cadences().get(i);
      // The start event is the first that counts; a memory without events has only read that one.
      long changes = (memory.steps() + 1) / cadence;
      levels.add(
          new Inspection.Slower(
              "L" + (i + 1), memory.levelBytes(i), cadence, changes, memory.levelStrength(i)));
    }
    return levels;
  }

  /** What a customer adds to the shared sums, the largest parts first. */
  Inspection.Collective share(Contribution contribution) {
    List<Inspection.Transition> transitions = new ArrayList<>();
    contribution.forEachStep(
        (from, to, amount) ->
            transitions.add(
                new Inspection.Transition(
                    index.item(from), index.item(to), (double) amount / Transitions.ONE)));
    transitions.sort(
        Comparator.comparingDouble(Inspection.Transition::weight)
            .reversed()
            .thenComparing(Inspection.Transition::from)
            .thenComparing(Inspection.Transition::to));
    double total = transitions.stream().mapToDouble(Inspection.Transition::weight).sum();
    List<Inspection.Transition> strongest =
        transitions.subList(0, Math.min(STRONGEST, transitions.size()));
    return new Inspection.Collective(transitions.size(), total, strongest);
  }
}
