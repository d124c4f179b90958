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
   * @param step from 1
   * @param steps of the whole training
   */
  default void stepped(int step, int steps) {}

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
