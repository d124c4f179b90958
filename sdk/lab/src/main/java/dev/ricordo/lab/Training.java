package dev.ricordo.lab;

import dev.ricordo.RicordoException;
import dev.ricordo.base.Base;
import dev.ricordo.base.PanelReference;
import dev.ricordo.base.Shape;
import dev.ricordo.djl.BaseTrainer;
import dev.ricordo.djl.Device;
import dev.ricordo.djl.TrainingSettings;
import dev.ricordo.lab.evaluate.Split;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.lab.train.BaseTraining;
import dev.ricordo.lab.train.LearningCurve;
import dev.ricordo.lab.train.LearningCurves;
import dev.ricordo.lab.train.ModelCard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Trains a base on an event log: {@code ricordo train}. */
public final class Training {

  static final String CARD = "model-card.md";
  static final String CURVES = "learning-curves.svg";

  private Training() {}

  /**
   * Trains and writes the base with its model card and learning curves. The best base so far stands
   * in {@code out/checkpoint} meanwhile, and stays there if training fails.
   *
   * @throws RicordoException naming what is wrong with a file, or the step at which training failed
   */
  public static TrainingReport run(TrainingOptions options, Progress progress) {
    return run(options, settings(options.seed(), options.device(), options.epochs()), progress);
  }

  /** As the public method, with settings that are not the recipe's. */
  static TrainingReport run(TrainingOptions options, TrainingSettings settings, Progress progress) {
    EventLog log = Reading.log(options.events(), options.items(), progress);
    return run(log, settings, options.out(), Optional.empty(), progress);
  }

  /**
   * Trains on the events of a panel, as {@link #run(TrainingOptions, Progress)} does on a log.
   *
   * @param panel that the log was read from
   * @param out folder of the base
   * @throws RicordoException naming the step at which training failed
   */
  public static TrainingReport onPanel(
      EventLog log, PanelReference panel, TrainingSettings settings, Path out, Progress progress) {
    return run(log, settings, out, Optional.of(panel), progress);
  }

  private static TrainingReport run(
      EventLog log,
      TrainingSettings settings,
      Path out,
      Optional<PanelReference> panel,
      Progress progress) {
    Checkpoint<Base> checkpoint = Checkpoint.ofBase(out);
    BaseTraining.Result result = checkpoint.during(keep -> train(log, settings, keep, progress));
    BaseTraining.Result whole = panel.map(result::onPanel).orElse(result);
    whole.base().write(out);
    TrainingReport report = TrainingReport.of(log, whole, out);
    write(out.resolve(CARD), ModelCard.text(whole, Dataset.of(log)));
    write(out.resolve(CURVES), LearningCurves.svg(LearningCurve.of(whole.trained())));
    checkpoint.remove();
    return report;
  }

  /** Trains a base on a log in memory; writes nothing. */
  public static Base train(
      EventLog log, long seed, Device device, OptionalInt epochs, Progress progress) {
    return train(log, settings(seed, device, epochs), base -> {}, progress).base();
  }

  /** The recipe, for as many epochs as asked. */
  public static TrainingSettings settings(long seed, Device device, OptionalInt epochs) {
    TrainingSettings settings = TrainingSettings.defaults(seed, device);
    return epochs.isPresent() ? settings.withEpochs(epochs.getAsInt()) : settings;
  }

  private static BaseTraining.Result train(
      EventLog log, TrainingSettings settings, Consumer<Base> checkpoint, Progress progress) {
    BaseTraining.Task task =
        new BaseTraining.Task("base", Shape.DEFAULT, true, settings, code(), Optional.empty());
    return new BaseTraining(log, Split.lastEvent(log), progress).run(task, checkpoint);
  }

  /** Version and digest of the code that trains. */
  public static String code() {
    String digest = Code.digest(List.of(BaseTrainer.class, Base.class));
    return Code.version() + "+" + digest.substring(0, 12);
  }

  private static void write(Path file, String text) {
    try {
      Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new RicordoException("out: " + file + " cannot be written", e);
    }
  }
}
