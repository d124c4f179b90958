package dev.ricordo.shop.attendant;

import dev.ricordo.event.EventKind;
import dev.ricordo.shop.catalogue.Product;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Why a product is suggested.
 *
 * @param product what it is about
 * @param rank its rank among everything the place may show, from 1
 * @param firstVisitRank its rank among the same products if nothing were remembered of the visitor,
 *     from 1
 * @param lifts what each level adds, compared with such a visitor
 * @param learned what each level of the visitor's own memory has learned adds
 * @param causes the events that raise it, strongest first
 * @param replays how often the visitor's journal was replayed to find out: once without each of the
 *     latest events, once without what each level has learned
 * @param elapsed how long that took
 */
public record Reasons(
    Product product,
    int rank,
    int firstVisitRank,
    List<Lift> lifts,
    List<Lift> learned,
    List<Cause> causes,
    int replays,
    Duration elapsed) {

  /** Adding less than this to a score is nothing that people would notice, in nats. */
  public static final double NOTHING = 0.05;

  public Reasons {
    lifts = List.copyOf(lifts);
    learned = List.copyOf(learned);
    causes = List.copyOf(causes);
  }

  /** Whether what is remembered raises the product at all. */
  public boolean lifted() {
    return lifts.stream().mapToDouble(Lift::nats).sum() > NOTHING;
  }

  /**
   * What one level adds.
   *
   * @param level for example {@code Your own memory}
   * @param meaning what it is, in a few words
   * @param nats how much it adds to the score; one nat is a factor of 2.7 in likelihood
   */
  public record Lift(String level, String meaning, double nats) {}

  /**
   * An event that raises the product.
   *
   * @param kind what the visitor did
   * @param product with which product
   * @param at when
   * @param rankWithout the rank had it never happened
   * @param nats how much it raises the score
   */
  public record Cause(EventKind kind, Product product, Instant at, int rankWithout, double nats) {}
}
