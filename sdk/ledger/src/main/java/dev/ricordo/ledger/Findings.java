package dev.ricordo.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Findings in the order in which they were made, those of a row as one. */
final class Findings {

  private static final int ENOUGH = 1000;

  private final List<Finding> all = new ArrayList<>();

  void add(Finding next) {
    int last = all.size() - 1;
    Optional<Finding> joined = last < 0 ? Optional.empty() : all.get(last).joined(next);
    if (joined.isPresent()) {
      all.set(last, joined.get());
    } else {
      all.add(next);
    }
  }

  void addAll(Findings others) {
    others.all.forEach(this::add);
  }

  boolean areEnough() {
    return all.size() >= ENOUGH;
  }

  List<Finding> list() {
    return List.copyOf(all);
  }
}
