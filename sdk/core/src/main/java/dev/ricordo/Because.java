package dev.ricordo;

import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import java.time.Duration;
import java.util.List;

/**
 * Why an item was recommended, found by taking each candidate event out of the customer's memory
 * and contribution, replaying, and comparing.
 *
 * @param item the item asked about
 * @param score its score with everything remembered, in nats
 * @param rank its rank in the slot with everything remembered, from 1
 * @param levels what each level adds to the score
 * @param causes the candidate events, those that raise the score most first
 * @param cost what finding out took
 */
public record Because(
    ItemId item,
    double score,
    int rank,
    Ranking.Contributions levels,
    List<Cause> causes,
    Cost cost) {

  public Because {
    causes = List.copyOf(causes);
  }

  /**
   * One event and what it does to the answer.
   *
   * @param position which of the customer's events it is, from 1
   * @param scoreWithout the item's score had the event never happened
   * @param rankWithout the item's rank in the slot had the event never happened
   * @param effect score minus {@code scoreWithout}, level by level: positive if the event helps
   */
  public record Cause(
      long position,
      Event event,
      double scoreWithout,
      int rankWithout,
      Ranking.Contributions effect) {

    /** How much the event raises the item's score, in nats. */
    public double effectTotal() {
      return effect.own() + effect.collective() + effect.repeats();
    }
  }

  /**
   * What finding out took.
   *
   * @param replays folds of the journal without one event
   * @param steps memory steps taken by them
   * @param elapsed wall-clock time
   */
  public record Cost(int replays, long steps, Duration elapsed) {}
}
