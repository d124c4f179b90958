package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;

/**
 * Drops activations at random: 0 with the rate's probability, otherwise scaled up by what keeps the
 * mean.
 *
 * <p>The masks come from a Java generator, not from PyTorch's: that one belongs to the whole
 * process, and threads that share it draw in an order that changes from run to run. Not
 * thread-safe.
 */
final class DropoutMasks {

  private static final int CHOICES = 1 << 16;

  private final SplittableRandom random;
  private final int dropped;
  private final float scale;

  /**
   * @param rate share that is dropped, from 0 to below 1, in steps of 1 / 65,536
   */
  DropoutMasks(long seed, double rate) {
    random = new SplittableRandom(seed);
    dropped = (int) Math.round(rate * CHOICES);
    scale = (float) (CHOICES / (double) (CHOICES - dropped));
  }

  /** Drops nothing. */
  static DropoutMasks none() {
    return new DropoutMasks(0, 0);
  }

  /** The array with some entries dropped; belongs to the array's manager. */
  NDArray apply(NDArray array) {
    return dropped == 0 ? array : array.mul(mask(array.getManager(), array.getShape()));
  }

  private NDArray mask(NDManager manager, Shape shape) {
    float[] mask = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < mask.length; i += 4) {
      long bits = random.nextLong();
      int end = Math.min(i + 4, mask.length);
      for (int j = i; j < end; j++) {
        // The sign of the difference: a branch would be guessed wrong as often as the rate.
        int below = ((int) (bits & (CHOICES - 1)) - dropped) >>> (Integer.SIZE - 1);
        mask[j] = (1 - below) * scale;
        bits >>>= 16;
      }
    }
    return Torch.array(manager, mask, shape);
  }
}
