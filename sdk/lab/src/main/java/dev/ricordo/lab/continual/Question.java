package dev.ricordo.lab.continual;

import dev.ricordo.lab.evaluate.Scoreboard;
import java.util.Arrays;

/** Something asked about a model's answer at one moment of a customer's journey. */
interface Question {

  /** How many items an answer holds. */
  int ANSWER = 10;

  /** Whether the item is among the best two. */
  String HIT_OF_TWO = "hr@2";

  /**
   * @param scores the model's, one per item
   */
  void judge(double[] scores, Findings findings);

  /** Is the item that the customer chooses next among the best 2, and among the best 10? */
  record Hit(String scenario, String at, int item) implements Question {
    @Override
    public void judge(double[] scores, Findings findings) {
      boolean[] allowed = new boolean[scores.length];
      Arrays.fill(allowed, true);
      double rank = Scoreboard.rank(scores, allowed, item);
      findings.add(scenario, at, HIT_OF_TWO, rank <= 2 ? 1 : 0);
      findings.add(scenario, at, "hr@10", rank <= ANSWER ? 1 : 0);
    }
  }

  /** Which share of the best 10 belongs to a category? Of equals the first by number. */
  record Share(String scenario, String at, World world, int category) implements Question {
    @Override
    public void judge(double[] scores, Findings findings) {
      int[] best = new int[ANSWER];
      int held = 0;
      for (int item = 0; item < scores.length; item++) {
        int place = Math.min(held, ANSWER);
        while (place > 0 && scores[item] > scores[best[place - 1]]) {
          if (place < ANSWER) {
            best[place] = best[place - 1];
          }
          place--;
        }
        if (place < ANSWER) {
          best[place] = item;
          held = Math.min(held + 1, ANSWER);
        }
      }
      long inside =
          Arrays.stream(best, 0, held).filter(item -> world.category(item) == category).count();
      findings.add(scenario, at, "share@10", inside / (double) ANSWER);
    }
  }
}
