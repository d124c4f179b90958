package dev.ricordo;

import dev.ricordo.event.ItemId;
import dev.ricordo.spi.JournalEntry;
import java.util.List;

/**
 * What is remembered of a customer, level by level, down to the events behind it.
 *
 * @param events the journal: everything below is a function of it
 * @param working the customer's own fast memory (L0)
 * @param continuum the customer's slower levels (L1, L2, ...), fastest first
 * @param collective what the customer adds to the shared sums (L3)
 */
public record Inspection(
    List<JournalEntry> events, Working working, List<Slower> continuum, Collective collective) {

  public Inspection {
    events = List.copyOf(events);
    continuum = List.copyOf(continuum);
  }

  /**
   * L0.
   *
   * @param bytes size of the memory
   * @param steps events folded into it
   * @param strength how far each head has moved from the shared weights: the Frobenius norm of D
   * @param pointsTo the items that the memory alone ranks first
   */
  public record Working(long bytes, long steps, List<Double> strength, List<ItemId> pointsTo) {
    public Working {
      strength = List.copyOf(strength);
      pointsTo = List.copyOf(pointsTo);
    }
  }

  /**
   * One of the levels between the working memory and the base.
   *
   * @param name {@code L1}, {@code L2}, ...
   * @param bytes size of the level
   * @param cadence after how many of the customer's own events it changes
   * @param changes how often it has changed
   * @param strength how far it has moved from the shared block: the Frobenius norm of F
   */
  public record Slower(String name, long bytes, int cadence, long changes, double strength) {}

  /**
   * L3.
   *
   * @param cells cells of the transition counts that the customer contributes to
   * @param total the sum of what is contributed, in steps (fixed point divided by 2^16); an event
   *     makes up to ten, fading with the distance
   * @param strongest the largest contributions, first first
   */
  public record Collective(long cells, double total, List<Transition> strongest) {
    public Collective {
      strongest = List.copyOf(strongest);
    }
  }

  /** From one item to another, and how much of that is this customer's, in steps. */
  public record Transition(ItemId from, ItemId to, double weight) {}
}
