package dev.ricordo.vault;

import java.util.Arrays;
import java.util.UUID;

/**
 * Which slot a subject's key is in: 20 bytes a place, half to three quarters of the places taken.
 * Not thread-safe.
 */
/*
 * Open addressing over plain arrays, since a million boxed UUIDs would weigh four times as much. A
 * subject's id is random, so its own bits are its hash. Nothing is ever taken out: a destroyed key's
 * slot stays as its mark.
 */
final class SlotIndex {

  /** What {@link #find} gives for a subject without a slot. */
  static final int NONE = -1;

  private long[] most = new long[1_024];
  private long[] least = new long[1_024];
  private int[] slots = new int[1_024];
  private int size;

  SlotIndex() {
    Arrays.fill(slots, NONE);
  }

  int find(UUID subject) {
    return slots[place(subject.getMostSignificantBits(), subject.getLeastSignificantBits())];
  }

  /** Notes the slot, in place of an earlier one of the same subject. */
  void put(UUID subject, int slot) {
    if (size >= slots.length / 4 * 3) {
      grow();
    }
    put(subject.getMostSignificantBits(), subject.getLeastSignificantBits(), slot);
  }

  private void put(long high, long low, int slot) {
    int place = place(high, low);
    if (slots[place] == NONE) {
      most[place] = high;
      least[place] = low;
      size++;
    }
    slots[place] = slot;
  }

  private int place(long high, long low) {
    int mask = slots.length - 1;
    int place = Long.hashCode(high ^ low) & mask;
    while (slots[place] != NONE && (most[place] != high || least[place] != low)) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    long[] oldMost = most;
    long[] oldLeast = least;
    int[] oldSlots = slots;
    int length = oldSlots.length * 2;
    most = new long[length];
    least = new long[length];
    slots = new int[length];
    size = 0;
    Arrays.fill(slots, NONE);
    for (int i = 0; i < oldSlots.length; i++) {
      if (oldSlots[i] != NONE) {
        put(oldMost[i], oldLeast[i], oldSlots[i]);
      }
    }
  }
}
