package dev.ricordo;

import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import java.time.Duration;
import java.util.List;

/**
 * Why an item was recommended, found by taking each candidate event out of the customer's memory
 * and contribution, and what each level of the memory has learned, replaying, and comparing.
 *
 * @param item the item asked about
 * @param score its score with everything remembered, in nats
 * @param rank its rank in the slot with everything remembered, from 1
 * @param levels what each level adds to the score
 * @param memory the levels of the customer's own memory, the fastest first, and what each does to
 *     the answer
 * @param causes the candidate events, those that raise the score most first
 * @param cost what finding out took
 */
public record Because(
    ItemId item,
    double score,
    int rank,
    Ranking.Contributions levels,
    List<OwnLevel> memory,
    List<Cause> causes,
    Cost cost) {

  public Because {
    memory = List.copyOf(memory);
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
      return effect.total();
    }
  }

  /**
   * One level of the customer's own memory and what it does to the answer: the same journal
   * replayed with this level never changing from what everybody's starts as.
   *
   * <p>The other levels learn in that replay too, from what is there without this one, so effects
   * need not add up to anything. Whatever is held, the latest three events are read: that much of
   * {@code own} is the base's. An effect is exactly 0 if the level has not changed yet.
   *
   * @param level {@code L0}, {@code L1}, ... as in {@link Ricordo#levels()}
   * @param scoreWithout the item's score had the level never changed
   * @param rankWithout the item's rank in the slot had the level never changed
   * @param effect score minus {@code scoreWithout}, by what the score is made of: positive if the
   *     level helps
   */
  public record OwnLevel(
      String level, double scoreWithout, int rankWithout, Ranking.Contributions effect) {

    /** How much what the level has learned raises the item's score, in nats. */
    public double effectTotal() {
      return effect.total();
    }
  }

  /**
   * What finding out took.
   *
   * @param replays folds of the journal without one event, or with one level held
   * @param steps memory steps taken by them, those that they have in common once
   * @param elapsed wall-clock time
   */
  public record Cost(int replays, long steps, Duration elapsed) {}
}
