package dev.ricordo.base;

import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * The sizes of the continuum memory: the levels between the working memory and the base, fastest
 * first.
 *
 * @param rank r, the rank of a customer's departure from a level's shared block
 * @param cadences C, for each level after how many of the customer's own events it changes
 * @param optimisers what each level's changes go through; none at all for gradient descent
 *     throughout
 */
public record Continuum(int rank, List<Integer> cadences, List<Optimiser> optimisers) {

  /** No levels. */
  public static final Continuum NONE = new Continuum(8, List.of());

  /** L1 the episode, every 4 events, and L2 the profile, every 32; of rank 8, 4.1 KB each. */
  public static final Continuum TWO_LEVELS = new Continuum(8, List.of(4, 32));

  /** Levels of gradient descent. */
  public Continuum(int rank, List<Integer> cadences) {
    this(rank, cadences, List.of());
  }

  /**
   * @throws IllegalArgumentException naming the size that is out of range
   */
  public Continuum {
    if (rank < 4 || rank > 256 || rank % 4 != 0) {
      throw new IllegalArgumentException(
          "rank: must be a multiple of 4 between 4 and 256, is " + rank);
    }
    cadences = List.copyOf(cadences);
    for (int i = 0; i < cadences.size(); i++) {
      int least = i == 0 ? 1 : cadences.get(i - 1) + 1;
      if (cadences.get(i) < least) {
        throw new IllegalArgumentException(
            "cadences[" + i + "]: must be at least " + least + ", is " + cadences.get(i));
      }
    }
    List<Optimiser> given = Objects.requireNonNullElse(optimisers, List.of());
    optimisers =
        given.isEmpty()
            ? Collections.nCopies(cadences.size(), Optimiser.GRADIENT_DESCENT)
            : List.copyOf(given);
    if (optimisers.size() != cadences.size()) {
      throw new IllegalArgumentException(
          "optimisers: must be " + cadences.size() + ", are " + optimisers.size());
    }
  }

  /** The same levels, every one of which goes through the same optimiser. */
  public Continuum with(Optimiser optimiser) {
    return new Continuum(rank, cadences, Collections.nCopies(levels(), optimiser));
  }

  /** Whether any level has momentum. */
  public boolean hasMomentum() {
    return optimisers.contains(Optimiser.MOMENTUM);
  }

  /** Whether a level has momentum, the fastest being 0. */
  public boolean hasMomentum(int level) {
    return optimisers.get(level) == Optimiser.MOMENTUM;
  }

  /** How many levels there are. */
  public int levels() {
    return cadences.size();
  }
}
