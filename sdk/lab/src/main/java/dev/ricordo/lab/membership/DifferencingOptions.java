package dev.ricordo.lab.membership;

import dev.ricordo.lab.models.Publication;
import java.nio.file.Path;
import java.util.List;

/**
 * What to attack.
 *
 * @param targets about how many visits, and as many erasures
 * @param every for each a row of the report: how often lists are published
 * @param k the fewest customers behind a cell that is shown
 * @param seed of who is attacked
 */
public record DifferencingOptions(
    Path events, Path items, int targets, List<String> every, int k, long seed) {

  /** How {@link Publication#LIVE} is asked for. */
  static final String LIVE = "live";

  private static final long MOST_SECONDS = 86_400;

  /**
   * @throws IllegalArgumentException naming what is out of range
   */
  public DifferencingOptions {
    every = List.copyOf(every);
    every.forEach(DifferencingOptions::publication);
    if (targets < 2) {
      throw new IllegalArgumentException("targets: must be at least 2, is " + targets);
    }
    if (k < 1) {
      throw new IllegalArgumentException("k: must be at least 1, is " + k);
    }
  }

  /** Targets come once a day. */
  static Publication publication(String text) {
    Publication publication = text.equals(LIVE) ? Publication.LIVE : Publication.every(text);
    if (publication.everySeconds() > MOST_SECONDS) {
      throw new IllegalArgumentException("every: must be at most 1d, is \"" + text + "\"");
    }
    return publication;
  }
}
