package dev.ricordo.governance.evidence;

import dev.ricordo.base.Base;
import dev.ricordo.base.PanelReference;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.event.CustomerId;
import dev.ricordo.governance.Forgotten;
import dev.ricordo.panel.Panel;
import dev.ricordo.spi.Journal;
import dev.ricordo.verifier.TouchedEpoch;
import dev.ricordo.verifier.TrainedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What an erasure leaves to be done: bases that were trained on what was forgotten, and epochs of
 * consolidation whose gates have to be computed anew.
 *
 * @param model what it means for the trained models
 * @param epochs the closed epochs that the erasure touched, and what had become of them
 */
public record Aftermath(TrainedModel model, List<TouchedEpoch> epochs) {

  public Aftermath {
    epochs = List.copyOf(epochs);
  }

  /** So long after an erasure a base that holds what was forgotten is gone, unless said else. */
  public static final Duration WITHIN = Duration.ofDays(30);

  /** Of a base that was trained on an event log, and a journal without closed epochs. */
  public static Aftermath none(Optional<Base> base) {
    return new Aftermath(settled(TrainedModel.State.NOT_ON_JOURNAL, base), List.of());
  }

  /**
   * Asks the journal, after the erasure.
   *
   * @param done the erasure
   * @param base that the memory is folded with
   * @param within so long after an erasure a base that holds what was forgotten is gone
   */
  public static Aftermath of(
      Journal journal, CustomerId customer, Forgotten done, Optional<Base> base, Duration within) {
    List<TouchedEpoch> touched =
        journal.epochs().all().stream()
            .filter(epoch -> done.epochs().contains(epoch.number()))
            .map(Aftermath::touched)
            .toList();
    return new Aftermath(model(journal, customer, base, within), touched);
  }

  /** The erasure made it stale: if it is not, it was examined since. */
  private static TouchedEpoch touched(Epoch epoch) {
    return new TouchedEpoch(
        epoch.number(),
        Optional.of(!epoch.stale()),
        Optional.of(epoch.verdict().name().toLowerCase(Locale.ROOT)));
  }

  /** What it means for the trained models. */
  public static TrainedModel model(
      Journal journal, CustomerId customer, Optional<Base> base, Duration within) {
    List<Panel> owing = journal.panels().owing(customer);
    Optional<Instant> due =
        owing.stream().flatMap(panel -> panel.due(within).stream()).min(Instant::compareTo);
    if (due.isPresent()) {
      return new TrainedModel(
          TrainedModel.State.PENDING,
          digest(base),
          owing.stream().map(panel -> panel.id().toString()).toList(),
          due);
    }
    return settled(state(journal, base), base);
  }

  private static TrainedModel.State state(Journal journal, Optional<Base> base) {
    Optional<UUID> panel =
        base.flatMap(release -> release.manifest().trainedOn()).map(PanelReference::id);
    if (panel.isEmpty()) {
      return TrainedModel.State.NOT_ON_JOURNAL;
    }
    boolean known = journal.panels().all().stream().map(Panel::id).anyMatch(panel.get()::equals);
    return known ? TrainedModel.State.NOT_ON_THIS : TrainedModel.State.UNKNOWN;
  }

  private static TrainedModel settled(TrainedModel.State state, Optional<Base> base) {
    return new TrainedModel(state, digest(base), List.of(), Optional.empty());
  }

  private static Optional<String> digest(Optional<Base> base) {
    return base.map(release -> HexFormat.of().formatHex(release.digest()));
  }
}
