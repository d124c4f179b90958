package dev.ricordo.lab.membership;

import dev.ricordo.base.CollectiveRules;
import dev.ricordo.collective.Categories;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.collective.Contribution;
import dev.ricordo.collective.NetChanges;
import dev.ricordo.lab.Code;
import dev.ricordo.lab.Dataset;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.lab.membership.Visits.Step;
import dev.ricordo.lab.membership.Visits.Target;
import dev.ricordo.lab.models.Publication;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Attacks what changes from one publication of the lists to the next: does it tell that somebody
 * came, or was erased? For lists that change with each event, and for lists that are published once
 * in an epoch, where a change is mixed with those of all others in it.
 */
/*
 * A target is all that one customer did within a minute, if that was all on that day, in the last 30 %
 * of the log: the same targets whatever the epochs. Beside each stands an erasure at that time, of a
 * customer who did nothing on that day. The attacker knows the target's steps (x, y), compares the
 * lists of x before and after the epoch, and guesses that the customer came the likelier, the larger
 * the share of the steps whose y stands higher in the list of x than before; that the customer went,
 * if lower. The same guess is made for the lists as they would be without the target.
 *
 * Lists that are live change with each event, and whoever looks often enough sees each change alone:
 * there the target is mixed with nothing.
 */
public final class DifferencingAudit {

  private final EventLog log;
  private final DifferencingOptions options;
  private final Visits visits;
  private final List<Target> targets;

  private DifferencingAudit(EventLog log, DifferencingOptions options) {
    this.log = log;
    this.options = options;
    visits = new Visits(log);
    targets = visits.targets(options.targets(), options.seed());
  }

  /**
   * @throws dev.ricordo.RicordoException if a file cannot be read
   * @throws IllegalArgumentException if the log has too few visits
   */
  public static DifferencingReport run(DifferencingOptions options, Progress progress) {
    EventLog log = EventLog.read(options.events(), options.items());
    return new DifferencingAudit(log, options).attack(progress);
  }

  private DifferencingReport attack(Progress progress) {
    List<DifferencingReport.Result> results = new ArrayList<>();
    try (Progress.Bar bar =
        progress.start("attacking " + targets.size() + " targets", options.every().size())) {
      for (String every : options.every()) {
        results.add(new Stream(DifferencingOptions.publication(every)).played(every));
        bar.advance(results.size());
      }
    }
    return new DifferencingReport(
        "audit differencing",
        Code.version(),
        Machine.here("cpu"),
        options.seed(),
        Dataset.of(log),
        options.k(),
        targets.size(),
        results);
  }

  /** What the attacks scored, with the targets and without them, in the same order. */
  private static final class Scores {

    private final List<Double> with = new ArrayList<>();
    private final List<Double> without = new ArrayList<>();
    private int seen;

    void add(double scoreWith, double scoreWithout, boolean differs) {
      with.add(scoreWith);
      without.add(scoreWithout);
      seen += differs ? 1 : 0;
    }

    DifferencingReport.Attack attack() {
      return new DifferencingReport.Attack(
          Auc.of(array(with), array(without)), (double) seen / with.size());
    }

    private static double[] array(List<Double> scores) {
      return scores.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  /** The log, told once and published in one way. */
  private final class Stream {

    private final CollectiveRules rules = CollectiveRules.DEFAULT.withK(options.k());
    private final CollectiveSums published = new CollectiveSums(rules, Categories.none());
    private final Map<Integer, Contribution> shares = new HashMap<>();
    private final boolean live;
    private final Publication epochs;
    private final Scores visited = new Scores();
    private final Scores erased = new Scores();
    private long companions;

    Stream(Publication publication) {
      live = publication.live();
      epochs = live ? Visits.MINUTES : publication;
    }

    DifferencingReport.Result played(String every) {
      Map<Long, List<Target>> byEpoch = new HashMap<>();
      for (Target target : targets) {
        long epoch = epochs.epoch(target.second());
        byEpoch.computeIfAbsent(epoch, e -> new ArrayList<>()).add(target);
      }
      int[] order = log.byTime();
      int begin = 0;
      while (begin < order.length) {
        long epoch = epochs.epoch(log.second(order[begin]));
        int end = begin;
        while (end < order.length && epochs.epoch(log.second(order[end])) == epoch) {
          end++;
        }
        play(Arrays.copyOfRange(order, begin, end), byEpoch.getOrDefault(epoch, List.of()));
        begin = end;
      }
      return new DifferencingReport.Result(
          every, (double) companions / targets.size(), visited.attack(), erased.attack());
    }

    /** One epoch: what visitors bring is kept apart from what the others bring. */
    private void play(int[] events, List<Target> attacked) {
      NetChanges others = new NetChanges();
      Map<Integer, NetChanges> brought = new HashMap<>();
      attacked.forEach(target -> brought.put(target.visitor(), new NetChanges()));
      for (int event : events) {
        NetChanges changes = brought.getOrDefault(log.customer(event), others);
        share(log.customer(event))
            .observe(log.item(event), log.kind(event), log.second(event), changes);
      }
      if (live) {
        attacked.forEach(target -> attackAlone(target, brought));
      }
      List<Before> before = live ? List.of() : attacked.stream().map(Before::new).toList();
      others.forEach(published);
      brought.values().forEach(changes -> changes.forEach(published));
      for (Before glances : before) {
        attack(glances, require(brought, glances.target));
        companions += Arrays.stream(events).filter(glances::byOthers).count();
      }
    }

    private Contribution share(int customer) {
      return shares.computeIfAbsent(customer, c -> new Contribution(rules));
    }

    private static NetChanges require(Map<Integer, NetChanges> brought, Target target) {
      return Objects.requireNonNull(brought.get(target.visitor()));
    }

    /** Nothing is published but what the target brings. */
    private void attackAlone(Target target, Map<Integer, NetChanges> brought) {
      Before before = new Before(target);
      NetChanges visit = require(brought, target);
      visit.forEach(published);
      attackVisit(before, visit);
      visit.forEach(published.reversed());
      attackErasure(before);
    }

    private void attack(Before before, NetChanges visit) {
      attackVisit(before, visit);
      attackErasure(before);
    }

    /** The visit is published; it is taken out for a moment. */
    private void attackVisit(Before before, NetChanges visit) {
      Set<Step> steps = visits.visited(before.target);
      Glance with = glance(steps);
      visit.forEach(published.reversed());
      Glance without = glance(steps);
      visit.forEach(published);
      visited.add(before.visited.risen(with), before.visited.risen(without), !with.same(without));
    }

    /** The customer is erased for a moment. */
    private void attackErasure(Before before) {
      Set<Step> steps = visits.erased(before.target);
      Contribution share = share(before.target.erased());
      Glance without = glance(steps);
      published.subtract(share);
      Glance with = glance(steps);
      published.add(share);
      erased.add(before.erased.fallen(with), before.erased.fallen(without), !with.same(without));
    }

    private Glance glance(Set<Step> steps) {
      return new Glance(steps, published, log.items());
    }

    /** What the attacker saw before the epoch. */
    private final class Before {

      private final Target target;
      private final Glance visited;
      private final Glance erased;

      Before(Target target) {
        this.target = target;
        visited = glance(visits.visited(target));
        erased = glance(visits.erased(target));
      }

      boolean byOthers(int event) {
        return log.customer(event) != target.visitor();
      }
    }
  }
}
