package dev.ricordo.governance.releases;

import dev.ricordo.RicordoException;
import dev.ricordo.base.Base;
import dev.ricordo.base.BaseRegistry;
import dev.ricordo.base.Manifest;
import dev.ricordo.catalogue.Item;
import dev.ricordo.djl.Device;
import dev.ricordo.djl.TrainingSettings;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.Training;
import dev.ricordo.lab.TrainingReport;
import dev.ricordo.lab.log.JournalLog;
import dev.ricordo.panel.Panel;
import dev.ricordo.panel.PanelRules;
import dev.ricordo.spi.Journal;
import java.nio.file.Files;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;

/**
 * Trains a base on customers of a journal who let their data train, and puts it into a registry. It
 * serves when it is promoted.
 *
 * <p>Thread-safe. The shop goes on meanwhile; what it forgets of the panel while this trains, the
 * new base owes.
 */
/*
 * A base is a pure function of the retained events of its panel, the catalogue, the settings and the
 * code. So rebuilding it without somebody gives, byte for byte, the base of a world that never had
 * them: on the same processor and natives, as everywhere in training.
 */
public final class TrainRelease {

  private final Journal journal;
  private final BaseRegistry registry;
  private final List<Item> items;
  private final Clock clock;

  /**
   * @param items the catalogue; events of other items are left out
   */
  public TrainRelease(Journal journal, BaseRegistry registry, List<Item> items, Clock clock) {
    this.journal = journal;
    this.registry = registry;
    this.items = List.copyOf(items);
    this.clock = clock;
  }

  /**
   * Trains on everybody who may, by these rules and those in force: where consent to training is
   * required, whoever never spoke of it may not.
   *
   * @throws RicordoException if nobody may, or training fails: what there is of it is then in the
   *     registry, unfinished, until it is retired
   */
  public ReleaseTrainingReport train(
      PanelRules rules, TrainingSettings settings, Progress progress) {
    Panel panel = journal.panels().enrol(TrainingConsent.inForce(journal, rules), clock.instant());
    return train("release train", panel, settings, progress);
  }

  /**
   * Trains a release again, by the same settings, without those who were forgotten, withdrew, or
   * may no longer by the rules in force.
   *
   * @param name of the release
   * @throws IllegalArgumentException if there is none of that name, or it was not trained on a
   *     panel that this journal knows
   * @throws RicordoException as {@link #train}
   */
  public ReleaseTrainingReport rebuild(String name, Progress progress) {
    Manifest manifest = registry.read(name).manifest();
    Panel old =
        ReleaseNames.panel(journal, name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "release: \""
                            + name
                            + "\" was trained on no panel of this journal, train another"));
    TrainingSettings settings =
        TrainingSettings.described(manifest.seed(), device(manifest), manifest.configuration());
    PanelRules rules = TrainingConsent.inForce(journal, old.rules());
    Panel panel = journal.panels().renew(old.id(), rules, clock.instant());
    return train("release rebuild", panel, settings, progress);
  }

  private static Device device(Manifest manifest) {
    return Device.parse(manifest.configuration().getOrDefault("device", Device.CPU.text()));
  }

  private ReleaseTrainingReport train(
      String command, Panel panel, TrainingSettings settings, Progress progress) {
    String name = ReleaseNames.of(panel);
    try {
      JournalLog log = new JournalLog(items);
      long members = PanelEvents.read(journal, panel, progress, log::add);
      if (members == 0) {
        throw new RicordoException("panel: nobody with events lets their data train");
      }
      TrainingReport training =
          Training.onPanel(
              log.build(),
              PanelEvents.reference(panel, members),
              settings,
              registry.folder(name),
              progress);
      Base base = registry.read(name);
      journal.panels().trained(panel.id(), HexFormat.of().formatHex(base.digest()));
      return ReleaseTrainingReport.of(command, name, present(panel), log.leftOut(), training);
    } catch (RuntimeException e) {
      letGo(panel, e);
      throw e;
    }
  }

  /** If nothing was written that holds anything of it; else it stays owed, until it is retired. */
  private void letGo(Panel panel, RuntimeException failure) {
    try {
      if (!Files.exists(registry.folder(ReleaseNames.of(panel)))) {
        journal.panels().retire(panel.id(), clock.instant());
      }
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private Panel present(Panel panel) {
    return ReleaseNames.panel(journal, ReleaseNames.of(panel)).orElse(panel);
  }
}
