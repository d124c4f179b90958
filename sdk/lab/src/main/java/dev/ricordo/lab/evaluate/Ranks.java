package dev.ricordo.lab.evaluate;

import dev.ricordo.RicordoBug;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.zip.CRC32C;

/**
 * How high the right item stood in each case of a test, in the order of the script, and what kind
 * of case it was. All models meet the same script, so case {@code i} of one is case {@code i} of
 * another wherever {@link #asked()} is equal.
 *
 * <p>Immutable and thread-safe.
 */
public final class Ranks {

  /** A test's cases are cut into so many parts of equal length, by order. */
  public static final int QUARTERS = 4;

  /*
   * Bytes, big-endian: magic (4), version (4), number of cases n (4), digest of the asked events
   * (32), ranks as floats (4 n, infinity for a case that nobody can hit), marks (n), CRC-32C of
   * everything before it (8). Half ranks up to four million are exact as floats.
   */
  private static final int MAGIC = 0x52524e4b;
  private static final int VERSION = 1;
  private static final int DIGEST = 32;
  private static final int HEAD = 12 + DIGEST;
  private static final int CHECKSUM = 8;
  private static final int CASE = 5;

  private static final int COLD = 1;
  private static final int FIRST_OF_SESSION = 2;
  private static final int QUARTER_SHIFT = 2;

  private final byte[] asked;
  private final float[] ranks;
  private final byte[] marks;

  private Ranks(byte[] asked, float[] ranks, byte[] marks) {
    this.asked = asked;
    this.ranks = ranks;
    this.marks = marks;
  }

  /** Collects the cases of a script in order. Not thread-safe. */
  public static final class Builder {

    private final MessageDigest asked = sha256();
    private final float[] ranks;
    private final byte[] marks;
    private int size;

    /**
     * @param cases how many there will be
     */
    public Builder(int cases) {
      ranks = new float[cases];
      marks = new byte[cases];
    }

    /**
     * @param event whose item was to be guessed
     * @param rank from 1, or positive infinity if nobody can hit it
     * @param cold whether the item is one that nets were not trained on
     */
    public void add(int event, double rank, boolean cold, boolean firstOfSession) {
      asked.update(ByteBuffer.allocate(Integer.BYTES).putInt(event).array());
      int quarter = (int) ((long) QUARTERS * size / ranks.length);
      ranks[size] = (float) rank;
      marks[size++] =
          (byte)
              ((cold ? COLD : 0)
                  | (firstOfSession ? FIRST_OF_SESSION : 0)
                  | quarter << QUARTER_SHIFT);
    }

    /**
     * @throws IllegalStateException if cases are missing
     */
    public Ranks build() {
      if (size != ranks.length) {
        throw new IllegalStateException("cases: " + size + " of " + ranks.length + " were added");
      }
      return new Ranks(asked.digest(), ranks.clone(), marks.clone());
    }
  }

  public int size() {
    return ranks.length;
  }

  /** From 1; positive infinity if nobody can hit it. */
  public double rank(int index) {
    return ranks[index];
  }

  public boolean cold(int index) {
    return (marks[index] & COLD) != 0;
  }

  public boolean firstOfSession(int index) {
    return (marks[index] & FIRST_OF_SESSION) != 0;
  }

  /** Which part of the test it stands in, from 0. */
  public int quarter(int index) {
    return marks[index] >>> QUARTER_SHIFT;
  }

  /** SHA-256 of the numbers of the events that were asked about, in order, in hexadecimal. */
  public String asked() {
    return HexFormat.of().formatHex(asked);
  }

  /** The metrics over the cases that pass a test. */
  public Scoreboard.Metrics metrics(IntPredicate test) {
    Scoreboard board = new Scoreboard();
    for (int i = 0; i < ranks.length; i++) {
      if (test.test(i)) {
        board.add(ranks[i]);
      }
    }
    return board.metrics();
  }

  /** As bytes, see the layout above. */
  public byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(HEAD + CASE * ranks.length + CHECKSUM);
    out.putInt(MAGIC).putInt(VERSION).putInt(ranks.length).put(asked);
    for (float rank : ranks) {
      out.putFloat(rank);
    }
    out.put(marks);
    return out.putLong(checksum(out.array())).array();
  }

  /** Reads {@link #toBytes()}; nothing if the bytes are damaged or of another version. */
  public static Optional<Ranks> parse(byte[] bytes) {
    if (bytes.length < HEAD + CHECKSUM) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (in.getInt() != MAGIC
        || in.getInt() != VERSION
        || in.getLong(bytes.length - CHECKSUM) != checksum(bytes)) {
      return Optional.empty();
    }
    int cases = in.getInt();
    if (cases < 0 || bytes.length - HEAD - CHECKSUM != (long) CASE * cases) {
      return Optional.empty();
    }
    byte[] asked = new byte[DIGEST];
    in.get(asked);
    float[] ranks = new float[cases];
    for (int i = 0; i < cases; i++) {
      ranks[i] = in.getFloat();
    }
    byte[] marks = new byte[cases];
    in.get(marks);
    return Optional.of(new Ranks(asked, ranks, marks));
  }

  private static long checksum(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, bytes.length - CHECKSUM);
    return checksum.getValue();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new RicordoBug("every Java platform has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ranks that
        && Arrays.equals(asked, that.asked)
        && Arrays.equals(ranks, that.ranks)
        && Arrays.equals(marks, that.marks);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ranks);
  }

  @Override
  public String toString() {
    return ranks.length + " ranks";
  }
}
