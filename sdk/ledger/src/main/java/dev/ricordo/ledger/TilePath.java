package dev.ricordo.ledger;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a piece of a log is stored in the layout of {@code c2sp.org/tlog-tiles}: hashes of subtrees
 * or a bundle of entries, 256 in a row or fewer at the right edge.
 *
 * @param level of hashes, 0..7: each spans 256^level entries; {@link #ENTRIES} for entries
 * @param index of the piece within its level, from 0
 * @param width how many hashes or entries, 1..256
 */
public record TilePath(int level, long index, int width) {

  /** The level of bundles of entries. */
  public static final int ENTRIES = -1;

  /** How many hashes or entries a full piece has. */
  public static final int FULL = 256;

  /** The base-2 logarithm of {@link #FULL}. */
  static final int HEIGHT = 8;

  static final int MAX_LEVEL = 7;

  /** The last index whose {@link #end} is a number. */
  private static final long MAX_INDEX = Long.MAX_VALUE / FULL - 1;

  private static final Pattern PATH =
      Pattern.compile(
          "tile/(entries|[0-7])/((?:x[0-9]{3}/){0,5})([0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");
  private static final int DIGITS = 1000;

  public TilePath {
    if (level < ENTRIES || level > MAX_LEVEL || index < 0 || index > MAX_INDEX) {
      throw new IllegalArgumentException("tile: level " + level + ", index " + index);
    }
    if (width < 1 || width > FULL) {
      throw new IllegalArgumentException("width: " + width + " is not in 1.." + FULL);
    }
  }

  /** The piece with this index in a log of a size, which must be large enough to have it. */
  static TilePath within(long size, int level, long index) {
    long width = count(size, level) - index * FULL;
    return new TilePath(level, index, (int) Math.min(FULL, width));
  }

  /** How many hashes, or entries, a level has in a log of a size. */
  static long count(long size, int level) {
    return size >>> (HEIGHT * Math.max(0, level));
  }

  /** Reads a path, if it is one of the layout. */
  public static Optional<TilePath> find(String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int level = matcher.group(1).equals("entries") ? ENTRIES : Integer.parseInt(matcher.group(1));
    long index = Long.parseLong(matcher.group(2).replaceAll("[x/]", "") + matcher.group(3));
    int width = matcher.group(4) == null ? FULL : Integer.parseInt(matcher.group(4));
    return width > FULL || index > MAX_INDEX
        ? Optional.empty()
        : Optional.of(new TilePath(level, index, width)).filter(tile -> tile.path().equals(path));
  }

  boolean isFull() {
    return width == FULL;
  }

  TilePath full() {
    return new TilePath(level, index, FULL);
  }

  TilePath partial(int width) {
    return new TilePath(level, index, width);
  }

  /** How many hashes or entries of its level there are up to its end. */
  long end() {
    return index * FULL + width;
  }

  /** Relative to the log's folder or URL, with slashes. */
  public String path() {
    StringBuilder number = new StringBuilder(String.format("%03d", index % DIGITS));
    for (long rest = index / DIGITS; rest > 0; rest /= DIGITS) {
      number.insert(0, String.format("x%03d/", rest % DIGITS));
    }
    String folder = level == ENTRIES ? "entries" : Integer.toString(level);
    return "tile/" + folder + "/" + number + (isFull() ? "" : ".p/" + width);
  }
}
