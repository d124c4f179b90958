package dev.ricordo.postgres;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Cuts long lists, because a statement has at most 65,535 parameters. */
final class Chunks {

  private static final int SIZE = 1_024;

  private Chunks() {}

  static <T> List<List<T>> of(Collection<T> all) {
    List<T> list = List.copyOf(all);
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < list.size(); from += SIZE) {
      chunks.add(list.subList(from, Math.min(list.size(), from + SIZE)));
    }
    return chunks;
  }
}
