package dev.ricordo.collective;

import dev.ricordo.base.BackOff;
import dev.ricordo.base.CollectiveRules;
import dev.ricordo.base.Readout;
import dev.ricordo.memory.RecentItems;
import java.util.stream.IntStream;

/**
 * L3, all that customers share: the sum of their contributions. Everything served from it is a
 * function of these sums, of the rules of the base and of the epoch that was opened last.
 *
 * <p>Items are the numbers of one {@link dev.ricordo.catalogue.ItemIndex}. Not thread-safe: whoever
 * shares it locks it, many readers or one writer.
 */
public final class CollectiveSums implements Changes {

  /** What a cell of the transition counts takes on the heap, measured, in both directions. */
  public static final int BYTES_PER_CELL = 59;

  private final CollectiveRules rules;
  private final Categories categories;
  private final TransitionCounts transitions;
  private final TransitionCounts categorySteps;
  private final ItemCounts items;
  private long epoch = Long.MIN_VALUE;

  /**
   * @param categories of the items; read only if the rules have a back-off
   */
  public CollectiveSums(CollectiveRules rules, Categories categories) {
    this(
        rules,
        categories,
        new TransitionCounts(rules.k()),
        new TransitionCounts(rules.k()),
        new ItemCounts());
  }

  private CollectiveSums(
      CollectiveRules rules,
      Categories categories,
      TransitionCounts transitions,
      TransitionCounts categorySteps,
      ItemCounts items) {
    this.rules = rules;
    this.categories = rules.backOff().speaks() ? categories : Categories.none();
    this.transitions = transitions;
    this.categorySteps = categorySteps;
    this.items = items;
  }

  /** What an empty journal adds to these sums. */
  public Contribution emptyContribution() {
    return new Contribution(rules, categories);
  }

  public void add(Contribution contribution) {
    contribution.forEach(this);
  }

  /** The inverse of {@link #add}, bit for bit. */
  public void subtract(Contribution contribution) {
    contribution.forEach(reversed());
  }

  @Override
  public void step(long when, int from, int to, long amount, int customers) {
    transitions.add(when, from, to, amount, customers);
  }

  @Override
  public void categoryStep(long when, int from, int to, long amount, int customers) {
    categorySteps.add(when, from, to, amount, customers);
  }

  @Override
  public void item(long when, int item, int customers) {
    items.add(when, item, customers);
  }

  /**
   * Opens the epoch of a time, if it is later than the one that is open: what has left the window
   * is subtracted. Without epochs nothing happens.
   *
   * @param second since 1970, UTC
   */
  public void open(long second) {
    long opened = rules.epoch(second);
    if (rules.epochDays() > 0 && opened > epoch) {
      epoch = opened;
      transitions.forgetBefore(rules.oldestStep(opened));
      categorySteps.forgetBefore(rules.oldestStep(opened));
      items.forgetBefore(rules.oldestItem(opened));
    }
  }

  /** The epoch that was opened last; the lowest number before the first, and without epochs. */
  public long epoch() {
    return epoch;
  }

  /**
   * Gets ready to add other sums at once. Let nobody change these.
   *
   * @param more of the same rules; not changed meanwhile
   */
  public SumsAhead ahead(CollectiveSums more) {
    return new SumsAhead(this, more);
  }

  /** The steps between items. */
  public TransitionCounts transitions() {
    return transitions;
  }

  /** The steps between categories; empty without a back-off. */
  TransitionCounts categorySteps() {
    return categorySteps;
  }

  /** How many customers have had each item. */
  public ItemCounts items() {
    return items;
  }

  /** How many cells of the transition counts are kept. */
  public long cells() {
    return transitions.cells();
  }

  /**
   * Adds the collective score of every item, see {@link TransitionCounts#score(RecentItems,
   * Readout, double[])}, and for cold items the back-off, see {@link #backOff}.
   */
  public void score(RecentItems recent, Readout readout, double[] scores) {
    transitions.score(recent, readout, scores);
    backOff(recent, readout, scores);
  }

  /**
   * Adds to the scores of items that few customers have had what their category says:
   *
   * <pre>
   *   s(i) += lambda / |c(i)| sum over k of f^(k-1) C(c(x_k), c(i)) / (R_C(c(x_k)) + 2^16)
   * </pre>
   *
   * <p>c(i) is the category of an item, |c(i)| how many items it has, C the steps between
   * categories.
   */
  public void backOff(RecentItems recent, Readout readout, double[] scores) {
    BackOff rule = rules.backOff();
    if (!rule.speaks()) {
      return;
    }
    double[] byCategory = new double[categories.size()];
    categorySteps.score(categoriesOf(recent), readout, byCategory);
    for (int item = 0; item < scores.length; item++) {
      int category = categories.of(item);
      if (category != Categories.NONE && items.count(item) < rule.customers()) {
        scores[item] += rule.weight() * byCategory[category] / categories.items(category);
      }
    }
  }

  private RecentItems categoriesOf(RecentItems recent) {
    int[] known =
        IntStream.rangeClosed(1, recent.size())
            .map(lag -> categories.of(recent.get(lag)))
            .filter(category -> category != Categories.NONE)
            .limit(Transitions.WINDOW)
            .toArray();
    RecentItems latest = new RecentItems();
    for (int i = known.length - 1; i >= 0; i--) {
      latest.push(known[i], 0);
    }
    return latest;
  }

  /**
   * A copy of what answers from a customer's last items read, and of what the customer's own share
   * can be taken from and added to.
   *
   * @param lags how many of the last items
   * @param share the customer's; any other of the same items will do as well
   */
  public CollectiveSums excerpt(RecentItems recent, int lags, Contribution share) {
    IntStream last =
        IntStream.rangeClosed(1, Math.min(lags, recent.size())).map(lag -> recent.get(lag));
    int[] rows = IntStream.concat(share.items(), last).distinct().toArray();
    CollectiveSums copy =
        new CollectiveSums(
            rules, categories, transitions.excerpt(rows), categorySteps.copy(), items.copy());
    copy.epoch = epoch;
    return copy;
  }
}
