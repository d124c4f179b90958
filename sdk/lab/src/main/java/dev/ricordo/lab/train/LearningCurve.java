package dev.ricordo.lab.train;

import dev.ricordo.djl.Trained;
import java.util.List;

/**
 * Loss and validation quality by epoch.
 *
 * @param bestEpoch whose weights were taken, from 1
 * @param points one at each validation
 */
public record LearningCurve(int bestEpoch, List<Trained.Point> points) {

  public LearningCurve {
    points = List.copyOf(points);
  }

  public static LearningCurve of(Trained<?> trained) {
    return new LearningCurve(trained.bestEpoch(), trained.curve());
  }
}
