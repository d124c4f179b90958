package dev.ricordo.audit;

import dev.ricordo.collective.Changes;
import dev.ricordo.event.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shared sums that are not sums of integers. */
final class BrokenSums {

  private BrokenSums() {}

  /** Keeps numbers of its own beside the right sums, and shows those. */
  private abstract static class Own extends AssembledWorld {

    private final Map<Integer, Float> byItem = new HashMap<>();

    private final Changes own =
        new Changes() {
          @Override
          public void step(long epoch, int from, int to, long amount, int customers) {
            byItem.merge(to, amount / 65_536f, (sum, change) -> added(sum, change));
          }

          @Override
          public void categoryStep(long epoch, int from, int to, long amount, int customers) {}

          @Override
          public void item(long epoch, int item, int customers) {}
        };

    abstract float added(float sum, float change);

    @Override
    public void observe(Event event) {
      Person before = people.get(owner(event.customer()));
      if (before != null) {
        before.share.forEach(own.reversed());
      }
      super.observe(event);
      Person after = people.get(owner(event.customer()));
      if (after != null) {
        after.share.forEach(own);
      }
    }

    @Override
    void exchange(Person before, Person after, List<Event> gone) {
      super.exchange(before, after, gone);
      before.share.forEach(own.reversed());
      after.share.forEach(own);
    }

    @Override
    double[] collective(Person person) {
      double[] scores = super.collective(person);
      byItem.forEach((item, sum) -> scores[item] += sum);
      return scores;
    }
  }

  /** In steps of a third, which no binary fraction is. */
  static final class Floating extends Own {
    @Override
    float added(float sum, float change) {
      return sum + change / 3;
    }
  }

  /** Stops at a bound, and subtracts from there. */
  static final class Saturating extends Own {
    @Override
    float added(float sum, float change) {
      return Math.min(2, sum + change);
    }
  }
}
