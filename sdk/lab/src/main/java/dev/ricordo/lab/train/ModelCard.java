package dev.ricordo.lab.train;

import dev.ricordo.base.Manifest;
import dev.ricordo.djl.Trained;
import java.util.Locale;
import java.util.Map;

/** Says in words what a base is, what it was trained on and how well it did. */
public final class ModelCard {

  private ModelCard() {}

  /**
   * @param dataset how the log is described
   */
  public static String text(BaseTraining.Result result, Object dataset) {
    Manifest manifest = result.base().manifest();
    Trained<?> trained = result.trained();
    StringBuilder card = new StringBuilder(2048);
    card.append("# ").append(manifest.release()).append("\n\n");
    card.append(
        "A base of Ricordo (level L4): the frozen weights that every customer's memory starts from.\n\n");
    card.append("## What it is for\n\nRanking the items of one shop for its customers. It knows ");
    card.append(result.base().items().size());
    card.append(" items; others are ranked by their features, as far as it knows those, by what");
    card.append(" customers share and by repetitions.\n\n");
    card.append("## What it was trained on\n\n");
    row(card, "log", dataset);
    row(card, "SHA-256 of the log", manifest.dataDigest());
    card.append(
        "\nEvery customer's last event was held back. The weights hold nothing of a single customer by"
            + " name, but were fitted to the events of all; train on consenting customers only.\n\n");
    card.append("## How\n\n");
    row(card, "shape", manifest.shape());
    row(card, "mix", manifest.mix());
    row(card, "seed", manifest.seed());
    row(card, "code", manifest.code());
    row(card, "device", trained.device() + ", " + trained.threads() + " threads");
    row(card, "best epoch", trained.bestEpoch());
    manifest.configuration().forEach((name, value) -> row(card, name, value));
    card.append("\n## How well, on the events held back\n\n");
    for (Map.Entry<String, Double> metric : manifest.metrics().entrySet()) {
      row(card, metric.getKey(), String.format(Locale.ROOT, "%.5f", metric.getValue()));
    }
    card.append(
        "\nThe curves are in `learning-curves.svg`. The mix was chosen on the same events,");
    card.append(" so the mixed figure is a little bright.\n");
    return card.toString();
  }

  private static void row(StringBuilder card, String name, Object value) {
    card.append("* ").append(name).append(": ").append(value).append('\n');
  }
}
