package dev.ricordo.base;

/**
 * What an event says beside item, kind and time, as rows of a base's tables: quantity, dwell,
 * channel and campaign, packed into one number so that a history keeps one column for all four.
 */
/*
 * From the lowest bit: 4 bits quantity, 5 dwell, 8 channel, 15 campaign, each the row plus 1, 0 for
 * what is not known. Not a stored format.
 */
public final class Circumstances {

  /** Row of what is not known, or what the base has no table for. */
  public static final int UNKNOWN = -1;

  /** Nothing is known. */
  public static final int NONE = 0;

  /** Buckets of quantities: below 1, 1, 2 to 3, 4 to 7, ... 64 and more. */
  public static final int QUANTITIES = 8;

  /** Buckets of dwells: below 1 s, 1 s, 2 to 3 s, 4 to 7 s, ... 16,384 s (4.6 hours) and more. */
  public static final int DWELLS = 16;

  /** Most channels that a base can tell apart. */
  public static final int MAX_CHANNELS = (1 << 8) - 1;

  /** Most campaigns that a base can tell apart. */
  public static final int MAX_CAMPAIGNS = (1 << 15) - 1;

  private static final int DWELL_SHIFT = 4;
  private static final int CHANNEL_SHIFT = 9;
  private static final int CAMPAIGN_SHIFT = 17;

  private Circumstances() {}

  /**
   * Packs four rows, each of which may be {@link #UNKNOWN}.
   *
   * @throws IllegalArgumentException naming the row that cannot be
   */
  public static int of(int quantity, int dwell, int channel, int campaign) {
    return require("quantity", quantity, QUANTITIES)
        | require("dwell", dwell, DWELLS) << DWELL_SHIFT
        | require("channel", channel, MAX_CHANNELS) << CHANNEL_SHIFT
        | require("campaign", campaign, MAX_CAMPAIGNS) << CAMPAIGN_SHIFT;
  }

  private static int require(String name, int row, int rows) {
    if (row < UNKNOWN || row >= rows) {
      throw new IllegalArgumentException(name + ": " + row + " is none of " + rows + " rows");
    }
    return row + 1;
  }

  /** Row of the quantity, or {@link #UNKNOWN}. */
  public static int quantity(int circumstances) {
    return (circumstances & 0xf) - 1;
  }

  /** Row of the dwell, or {@link #UNKNOWN}. */
  public static int dwell(int circumstances) {
    return (circumstances >>> DWELL_SHIFT & 0x1f) - 1;
  }

  /** Row of the channel, or {@link #UNKNOWN}. */
  public static int channel(int circumstances) {
    return (circumstances >>> CHANNEL_SHIFT & 0xff) - 1;
  }

  /** Row of the campaign, or {@link #UNKNOWN}. */
  public static int campaign(int circumstances) {
    return (circumstances >>> CAMPAIGN_SHIFT) - 1;
  }

  /**
   * The bucket of a quantity: {@code min(7, 1 + floor(log2 quantity))}, 0 below one piece.
   *
   * @param quantity positive
   */
  public static int quantityBucket(double quantity) {
    return quantity < 1 ? 0 : 1 + Math.min(QUANTITIES - 2, Math.getExponent(quantity));
  }

  /**
   * The bucket of a dwell: {@code min(15, 1 + floor(log2 seconds))}, 0 below one second.
   *
   * @param seconds whole seconds, not negative
   */
  public static int dwellBucket(long seconds) {
    int log2 = 63 - Long.numberOfLeadingZeros(seconds);
    return 1 + Math.min(DWELLS - 2, log2);
  }
}
