package dev.ricordo.lab.models;

import dev.ricordo.lab.log.EventLog;
import java.util.Arrays;

/** A sequence model that is replaced by a newer one after given numbers of events. */
final class RetrainedRecommender implements Recommender {

  private final EventLog log;
  private final SequenceTraining training;
  private final int epochs;
  private final int[] retrainings;
  private final int[] told;
  private SequenceRecommender current;
  private int count;
  private int done;

  /**
   * @param retrainings after how many events, ascending; none for never
   */
  RetrainedRecommender(
      EventLog log, SequenceTraining training, SequenceNet first, int[] retrainings) {
    this.log = log;
    this.training = training;
    this.epochs = first.bestEpoch();
    this.retrainings = retrainings.clone();
    told = new int[log.size()];
    current = new SequenceRecommender(log, first);
  }

  @Override
  public void learn(int event) {
    told[count++] = event;
    current.learn(event);
  }

  @Override
  public void remember(int event) {
    current.remember(event);
  }

  @Override
  public void score(int customer, long second, double[] scores) {
    retrainIfDue();
    current.score(customer, second, scores);
  }

  private void retrainIfDue() {
    if (done < retrainings.length && count >= retrainings[done]) {
      while (done < retrainings.length && count >= retrainings[done]) {
        done++;
      }
      int[] events = Arrays.copyOf(told, count);
      SequenceNet net = training.trained("the first " + count + " events", events, epochs);
      current = new SequenceRecommender(log, net);
      for (int event : events) {
        current.learn(event);
      }
    }
  }

  @Override
  public long stateBytes() {
    return current.stateBytes();
  }

  @Override
  public String settings() {
    return retrainings.length == 0
        ? "no stream: never retrained"
        : "retrained after " + Arrays.toString(retrainings) + " events";
  }
}
