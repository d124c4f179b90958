package dev.ricordo.djl;

/**
 * Is told how training goes on. Called by the training thread.
 *
 * @param <W> the weights
 */
public interface TrainingListener<W> {

  /**
   * A step was done.
   *
   * @param epoch from 1
   * @param step within the epoch, from 1
   * @param steps of an epoch
   * @param loss of the step's batch, in nats
   */
  default void stepped(int epoch, int step, int steps, double loss) {}

  /**
   * An epoch was validated.
   *
   * @param point what was measured
   * @param best whether no epoch before was as good
   * @param weights after the epoch
   */
  default void validated(Trained.Point point, boolean best, W weights) {}

  /** Listens to nothing. */
  static <W> TrainingListener<W> none() {
    return new TrainingListener<>() {};
  }
}
