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
  private static final int ROOM = 1 << 10;

  private final SplittableRandom random;
  private final int dropped;
  private final float scale;

  /** Entries on their way, a multiple of the four that a number of the generator makes. */
  private final float[] room;

  /**
   * @param rate share that is dropped, from 0 to below 1, in steps of 1 / 65,536
   */
  DropoutMasks(long seed, double rate) {
    random = new SplittableRandom(seed);
    dropped = (int) Math.round(rate * CHOICES);
    scale = (float) (CHOICES / (double) (CHOICES - dropped));
    room = new float[dropped == 0 ? 0 : ROOM];
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
    return Torch.filled(
        manager,
        shape,
        mask -> {
          while (mask.hasRemaining()) {
            int count = Math.min(room.length, mask.remaining());
            draw(count);
            mask.put(room, 0, count);
          }
        });
  }

  private void draw(int count) {
    for (int i = 0; i < count; i += 4) {
      long bits = random.nextLong();
      int end = Math.min(i + 4, count);
      for (int j = i; j < end; j++) {
        // The sign of the difference: a branch would be guessed wrong as often as the rate.
        int below = ((int) (bits & (CHOICES - 1)) - dropped) >>> (Integer.SIZE - 1);
        room[j] = (1 - below) * scale;
        bits >>>= 16;
      }
    }
  }
}
