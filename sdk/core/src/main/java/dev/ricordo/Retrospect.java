package dev.ricordo;

import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a customer's memory came to be what it is: one replay of the journal, looked at now and then,
 * and replays without one event.
 *
 * @param events that were folded
 * @param levels the customer's own levels (L0, L1, ...), fastest first
 * @param tried how many of the latest events were taken out, one at a time: at most {@link #TRIED}
 * @param grounds what the items rest on that the memory points to now, the first first
 */
public record Retrospect(long events, List<Course> levels, int tried, List<Ground> grounds) {

  /** Strengths that are told of a level at most, beside those of its moments. */
  public static final int POINTS = 200;

  /** Moments that are told of a level at most, beside that before the first event. */
  public static final int MOMENTS = 6;

  /** Consolidations that are told of a level at most: the latest. */
  public static final int CONSOLIDATIONS = 50;

  /** Items that are told of a moment at most. */
  public static final int ITEMS = 5;

  /** Categories that are told of a level at most, the same at all its moments. */
  public static final int CATEGORIES = 8;

  /** Events that are taken out at most: the latest. */
  public static final int TRIED = 200;

  /** By so much of an item's share an event must raise it to be told as a cause. */
  public static final double NOTEWORTHY = 0.01;

  /** Causes that are told of an item at most. */
  public static final int CAUSES = 5;

  public Retrospect {
    levels = List.copyOf(levels);
    grounds = List.copyOf(grounds);
  }

  /**
   * What became of one level.
   *
   * @param name {@code L0}, {@code L1}, ...
   * @param cadence after how many of the customer's own events it changes
   * @param strength over the events, the first before any of them; of long journals as many points
   *     as {@link #POINTS} says, evenly spread, and those of the moments
   * @param changes how often it has changed
   * @param consolidations the latest changes of a level that does not change at each event, with
   *     the strength after each; empty for L0
   * @param moments where it pointed, the first before any event, the last now
   */
  public record Course(
      String name,
      int cadence,
      List<Point> strength,
      long changes,
      List<Point> consolidations,
      List<Moment> moments) {

    public Course {
      strength = List.copyOf(strength);
      consolidations = List.copyOf(consolidations);
      moments = List.copyOf(moments);
    }
  }

  /**
   * How strong a level was.
   *
   * @param event after which of the customer's events, from 1; 0 before the first
   * @param at the time of that event
   * @param strength how much of the level is the customer's own: the Frobenius norm of what it has
   *     moved by, divided by that of what everybody starts from. Of L0 |D - D0| / |I + D0|, of the
   *     others |g F| / |B|
   */
  public record Point(long event, Optional<Instant> at, double strength) {}

  /**
   * Where a level pointed. Shares are probabilities: for L0 those that the memory alone gives, for
   * the others by how much they were higher than had the level never changed.
   *
   * @param event after which of the customer's events, from 1; 0 before the first
   * @param at the time of that event
   * @param items those with the highest shares above 0, the highest first
   * @param categories the same in all moments of a level: those with the largest shares in any
   */
  public record Moment(
      long event, Optional<Instant> at, List<ItemShare> items, List<CategoryShare> categories) {

    public Moment {
      items = List.copyOf(items);
      categories = List.copyOf(categories);
    }
  }

  /** An item's share. */
  public record ItemShare(ItemId item, double share) {}

  /** The sum of the shares of a category's items; an item of several categories is in each. */
  public record CategoryShare(String category, double share) {}

  /**
   * What an item rests on.
   *
   * @param share the probability that the memory alone gives it now
   * @param rank its rank by that, from 1
   * @param causes the events without which its share would be lower by at least {@link #NOTEWORTHY}
   *     of it, the largest part first; none if no single event carries it
   */
  public record Ground(ItemId item, double share, int rank, List<Cause> causes) {

    public Ground {
      causes = List.copyOf(causes);
    }
  }

  /**
   * One event, and what would be had it never happened.
   *
   * @param number which of the customer's events it is, from 1
   * @param shareWithout the item's share without it
   * @param rankWithout the item's rank without it
   */
  public record Cause(long number, Event event, double shareWithout, int rankWithout) {}
}
