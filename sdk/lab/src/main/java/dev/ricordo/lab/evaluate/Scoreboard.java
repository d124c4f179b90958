package dev.ricordo.lab.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Counts how high the items that customers chose stood in the rankings. Not thread-safe. */
public final class Scoreboard {

  private long cases;
  private double ndcg10;
  private double hits10;
  private double hits50;
  private double reciprocal;

  /**
   * What was counted, each a mean over the cases; 0 without cases.
   *
   * @param ndcg10 1 / log2(rank + 1) if the rank is at most 10, else 0
   * @param hr10 share of ranks at most 10
   * @param mrr 1 / rank
   * @param hr50 share of ranks at most 50
   */
  public record Metrics(
      @JsonProperty("ndcg@10") double ndcg10,
      @JsonProperty("hr@10") double hr10,
      @JsonProperty("mrr") double mrr,
      @JsonProperty("hr@50") double hr50,
      @JsonProperty("cases") long cases) {}

  /**
   * The rank of an item among the candidates, from 1: candidates with a higher score count one,
   * those with the same score one half.
   *
   * @param scores one per item, higher is better
   * @param allowed the candidates
   * @return positive infinity if the item is no candidate: nobody can hit it
   * @throws IllegalArgumentException if its score is not a number, which would rank first
   */
  public static double rank(double[] scores, boolean[] allowed, int item) {
    if (!allowed[item]) {
      return Double.POSITIVE_INFINITY;
    }
    double score = scores[item];
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException("scores: of item " + item + " is not a number");
    }
    int higher = 0;
    int same = 0;
    for (int other = 0; other < scores.length; other++) {
      if (allowed[other]) {
        if (scores[other] > score) {
          higher++;
        } else if (scores[other] == score) {
          same++;
        }
      }
    }
    return 1 + higher + (same - 1) / 2.0;
  }

  /** NDCG@10 of one case: 1 / log2(rank + 1) if the rank is at most 10, else 0. */
  public static double ndcg10(double rank) {
    return rank <= 10 ? Math.log(2) / Math.log(rank + 1) : 0;
  }

  public void add(double rank) {
    cases++;
    ndcg10 += ndcg10(rank);
    hits10 += rank <= 10 ? 1 : 0;
    hits50 += rank <= 50 ? 1 : 0;
    reciprocal += 1 / rank;
  }

  public Metrics metrics() {
    double n = Math.max(cases, 1);
    return new Metrics(ndcg10 / n, hits10 / n, reciprocal / n, hits50 / n, cases);
  }
}
