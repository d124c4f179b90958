package dev.ricordo.collective;

/** The ten latest items of a journal: those that a next event is linked to. Not thread-safe. */
final class LastItems {

  private final int[] ring;
  private int next;
  private int size;

  LastItems() {
    ring = new int[Transitions.WINDOW];
  }

  private LastItems(LastItems other) {
    ring = other.ring.clone();
    next = other.next;
    size = other.size;
  }

  LastItems copy() {
    return new LastItems(this);
  }

  int size() {
    return size;
  }

  /** The item {@code lag} events ago, 1 for the latest. */
  int get(int lag) {
    return ring[Math.floorMod(next - lag, ring.length)];
  }

  void push(int item) {
    ring[next] = item;
    next = (next + 1) % ring.length;
    size = Math.min(size + 1, ring.length);
  }
}
