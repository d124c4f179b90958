package dev.ricordo;

import dev.ricordo.event.CustomerId;
import dev.ricordo.event.ItemId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An answer: items in the order in which to show them.
 *
 * @param answers best first
 * @param position how many of the customer's events the answer reflects
 * @param at when the question was asked
 */
public record Ranking(
    CustomerId customer, Slot slot, List<Answer> answers, long position, Instant at) {

  public Ranking {
    answers = List.copyOf(answers);
  }

  /**
   * One recommended item.
   *
   * @param rank from 1
   * @param score the mixed score, in nats; comparable within one ranking
   * @param levels what each level adds to the score
   */
  public record Answer(ItemId item, int rank, double score, Contributions levels) {}

  /**
   * A score, level by level. The parts add up to the score.
   *
   * @param own log-probability by the base read through the customer's own memory, weighed by the
   *     gate if there is one, in nats
   * @param collective what everybody's counts add
   * @param repeats what the customer's own history adds
   */
  public record Contributions(double own, double collective, double repeats) {

    /** All of it. */
    public double total() {
      return own + collective + repeats;
    }
  }

  /** The answer for an item, if the ranking holds it. */
  public Optional<Answer> find(ItemId item) {
    return answers.stream().filter(a -> a.item().equals(item)).findFirst();
  }

  /** The items, best first. */
  public List<ItemId> items() {
    return answers.stream().map(Answer::item).toList();
  }
}
