package dev.ricordo.lab.membership;

import dev.ricordo.base.CollectiveRules;
import dev.ricordo.collective.Categories;
import dev.ricordo.collective.Changes;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.collective.Contribution;
import dev.ricordo.lab.Code;
import dev.ricordo.lab.Dataset;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.log.EventLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Attacks the lists that everybody is shown: are a customer's steps in them more often if the
 * customer is behind them? Half of the attacked customers are, then they are erased as the product
 * erases, and the same attack is made again.
 */
/*
 * The attacker knows a customer's whole history and all lists, and guesses whether the customer is
 * in the sums: the larger the share of the customer's steps (x, y) with y in the list of x, the
 * likelier; a list that n customers are behind weighs 1 / (1 + n)^2. After the erasure the sums must
 * be, cell by cell, those that never had the members, so the two halves are two random halves of
 * strangers and the attack can only guess.
 */
public final class MembershipAudit {

  /** Of those who can be attacked; the rest stays in the sums. */
  private static final double MOST = 0.85;

  /** A history of fewer steps says too little. */
  private static final int FEWEST_STEPS = 2;

  private final EventLog log;
  private final MembershipOptions options;
  private final int[][] histories;

  private MembershipAudit(EventLog log, MembershipOptions options) {
    this.log = log;
    this.options = options;
    histories = log.byCustomer(log.byTime());
  }

  /**
   * @throws dev.ricordo.RicordoException if a file cannot be read
   * @throws IllegalArgumentException if the log has too few customers
   */
  public static MembershipReport run(MembershipOptions options, Progress progress) {
    EventLog log = EventLog.read(options.events(), options.items());
    return new MembershipAudit(log, options).attack(progress);
  }

  private record Step(int from, int to) {}

  private MembershipReport attack(Progress progress) {
    List<Integer> targets = targets();
    List<Integer> members = targets.subList(0, targets.size() / 2);
    List<Integer> others = targets.subList(targets.size() / 2, targets.size());
    List<Integer> background = background(targets);
    try (Progress.Bar bar = progress.start("attacking " + targets.size() + " customers", 4)) {
      CollectiveSums sums = sums(background);
      members.forEach(member -> sums.add(share(member)));
      PublishedLists before = PublishedLists.of(sums, log.items());
      bar.advance(1);
      members.forEach(member -> sums.subtract(share(member)));
      PublishedLists after = PublishedLists.of(sums, log.items());
      bar.advance(2);
      CollectiveSums twin = sums(background);
      PublishedLists never = PublishedLists.of(twin, log.items());
      bar.advance(3);
      return new MembershipReport(
          "audit membership",
          Code.version(),
          Machine.here("cpu"),
          options.seed(),
          Dataset.of(log),
          options.k(),
          members.size(),
          others.size(),
          background.size(),
          Auc.of(scores(members, before), scores(others, before)),
          Auc.of(scores(members, after), scores(others, after)),
          before.differences(after),
          after.differences(never),
          differences(sums, twin));
    }
  }

  private List<Integer> targets() {
    List<Integer> candidates = new ArrayList<>();
    for (int customer = 0; customer < histories.length; customer++) {
      if (!log.guest(customer) && steps(customer).size() >= FEWEST_STEPS) {
        candidates.add(customer);
      }
    }
    Collections.shuffle(candidates, new Random(options.seed()));
    int most = (int) Math.min(options.targets(), MOST * candidates.size());
    if (most < 4) {
      throw new IllegalArgumentException(
          "events: have " + candidates.size() + " customers to attack, too few");
    }
    return candidates.subList(0, most);
  }

  private List<Integer> background(Collection<Integer> targets) {
    Set<Integer> attacked = new HashSet<>(targets);
    List<Integer> background = new ArrayList<>();
    for (int customer = 0; customer < histories.length; customer++) {
      if (!attacked.contains(customer)) {
        background.add(customer);
      }
    }
    return background;
  }

  private CollectiveSums sums(List<Integer> customers) {
    CollectiveSums sums =
        new CollectiveSums(CollectiveRules.DEFAULT.withK(options.k()), Categories.none());
    customers.forEach(customer -> sums.add(share(customer)));
    return sums;
  }

  /** C(J). */
  private Contribution share(int customer) {
    Contribution share = new Contribution(CollectiveRules.DEFAULT.withK(options.k()));
    for (int event : histories[customer]) {
      share.observe(log.item(event), log.kind(event), log.second(event), Changes.IGNORED);
    }
    return share;
  }

  /** Each step once. */
  private Set<Step> steps(int customer) {
    Set<Step> steps = new HashSet<>();
    int last = -1;
    for (int event : histories[customer]) {
      if (log.kind(event).counted()) {
        if (last >= 0 && last != log.item(event)) {
          steps.add(new Step(last, log.item(event)));
        }
        last = log.item(event);
      }
    }
    return steps;
  }

  private double[] scores(List<Integer> customers, PublishedLists lists) {
    return customers.stream().mapToDouble(customer -> score(steps(customer), lists)).toArray();
  }

  private static double score(Set<Step> steps, PublishedLists lists) {
    double shown = 0;
    double all = 0;
    for (Step step : steps) {
      double customers = 1 + lists.customers(step.from());
      double weight = 1 / (customers * customers);
      shown += lists.shows(step.from(), step.to()) ? weight : 0;
      all += weight;
    }
    return shown / all;
  }

  /** Cells of one that are not in the other as they are, and the other way round. */
  private static long differences(CollectiveSums one, CollectiveSums other) {
    Set<Cell> cells = new HashSet<>();
    one.transitions()
        .forEach((epoch, x, y, amount, customers) -> cells.add(new Cell(x, y, amount, customers)));
    long[] missing = new long[1];
    other
        .transitions()
        .forEach(
            (epoch, x, y, amount, customers) ->
                missing[0] += cells.remove(new Cell(x, y, amount, customers)) ? 0 : 1);
    return missing[0] + cells.size();
  }

  private record Cell(int from, int to, long amount, int customers) {}
}
