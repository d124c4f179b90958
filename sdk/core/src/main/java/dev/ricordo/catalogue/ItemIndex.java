package dev.ricordo.catalogue;

import dev.ricordo.RicordoBug;
import dev.ricordo.event.ItemId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Numbers items for this process: those of a catalogue first, in its order, then any other item
 * that a journal names. Numbers only grow; they are never stored, hashed or used to break ties.
 * Thread-safe.
 */
public final class ItemIndex {

  private final Map<ItemId, Integer> numbers = new HashMap<>();
  private final List<ItemId> items = new ArrayList<>();
  private final long[] tieBreaks;

  public ItemIndex(Catalogue catalogue) {
    catalogue.items().forEach(item -> number(item.id()));
    tieBreaks = items.stream().mapToLong(ItemIndex::tieBreak).toArray();
  }

  /** The number of an item, given now if it has none. */
  public synchronized int number(ItemId item) {
    Integer known = numbers.get(item);
    if (known != null) {
      return known;
    }
    int number = items.size();
    numbers.put(item, number);
    items.add(item);
    return number;
  }

  /** The number of an item that has one; whoever merely asks about an item gives it none. */
  public synchronized OptionalInt find(ItemId item) {
    Integer known = numbers.get(item);
    return known == null ? OptionalInt.empty() : OptionalInt.of(known);
  }

  public synchronized ItemId item(int number) {
    return items.get(number);
  }

  /** How many items have a number. */
  public synchronized int size() {
    return items.size();
  }

  /**
   * For each item of the catalogue the number that breaks ties: the first 8 bytes of the SHA-256 of
   * its id. The array itself: do not change it.
   */
  public long[] tieBreaks() {
    return tieBreaks;
  }

  private static long tieBreak(ItemId item) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(sha256.digest(item.value().getBytes(StandardCharsets.UTF_8)))
          .getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new RicordoBug("every Java platform has SHA-256", e);
    }
  }
}
