package dev.ricordo.djl;

/** The sizes of a sequence model that serves as a baseline. */
public sealed interface SequenceShape {

  /** d, of items and contexts. */
  int width();

  /**
   * SASRec (arXiv 1808.09781) with pre-norm blocks and GELU.
   *
   * @param layers blocks of attention and feed-forward
   * @param heads of each attention; they divide the width
   * @param length L, the last events that are read
   */
  record Sasrec(int width, int layers, int heads, int length) implements SequenceShape {

    /** 2 layers, 2 heads, width 64, the last 50 events. */
    public static final Sasrec DEFAULT = new Sasrec(64, 2, 2, 50);

    /**
     * @throws IllegalArgumentException naming the size that is out of range
     */
    public Sasrec {
      requireWidth(width);
      requireBetween("layers", layers, 1, 16);
      requireBetween("heads", heads, 1, width);
      requireBetween("length", length, 1, 1024);
      if (width % heads != 0) {
        throw new IllegalArgumentException("heads: " + heads + " do not divide width " + width);
      }
    }

    /** The same net reading fewer events. */
    public Sasrec withLength(int events) {
      return new Sasrec(width, layers, heads, events);
    }
  }

  /** GRU4Rec (arXiv 1511.06939), one layer, trained with the full cross-entropy. */
  record Gru4Rec(int width) implements SequenceShape {

    /** Width 64. */
    public static final Gru4Rec DEFAULT = new Gru4Rec(64);

    /**
     * @throws IllegalArgumentException naming the size that is out of range
     */
    public Gru4Rec {
      requireWidth(width);
    }
  }

  private static void requireWidth(int width) {
    requireBetween("width", width, 4, 1024);
    if (width % 4 != 0) {
      throw new IllegalArgumentException("width: must be a multiple of 4, is " + width);
    }
  }

  private static void requireBetween(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": must be between " + least + " and " + most + ", is " + value);
    }
  }
}
