package dev.ricordo.lab;

import dev.ricordo.base.Mix;
import dev.ricordo.djl.Trained;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.lab.train.BaseTraining;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a training went.
 *
 * @param out folder of the base
 * @param release name of the base
 * @param code version and digest of the code that trained it
 * @param threads that shared each operation
 * @param curve loss and quality at each validation
 * @param metrics as in the manifest
 */
public record TrainingReport(
    String command,
    String version,
    Machine machine,
    long seed,
    Dataset dataset,
    String out,
    String release,
    String code,
    int threads,
    int bestEpoch,
    double trainSeconds,
    Mix mix,
    Map<String, Double> metrics,
    List<Trained.Point> curve)
    implements Report {

  public TrainingReport {
    metrics = Map.copyOf(metrics);
    curve = List.copyOf(curve);
  }

  static TrainingReport of(EventLog log, BaseTraining.Result result, Path out) {
    Trained<?> trained = result.trained();
    return new TrainingReport(
        "train",
        Code.version(),
        Machine.here(trained.device()),
        result.base().manifest().seed(),
        Dataset.of(log),
        out.toString(),
        result.base().manifest().release(),
        result.base().manifest().code(),
        trained.threads(),
        trained.bestEpoch(),
        trained.duration().toMillis() / 1000.0,
        result.base().mix(),
        result.base().manifest().metrics(),
        trained.curve());
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "trained %s in %.0f s on %s, best epoch %d, %s",
            release,
            trainSeconds,
            machine.device(),
            bestEpoch,
            mix));
    metrics.forEach((name, value) -> lines.add(String.format(Locale.ROOT, "%s %.5f", name, value)));
    lines.add("written to " + out);
    return lines;
  }
}
