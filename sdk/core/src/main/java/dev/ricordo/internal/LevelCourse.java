package dev.ricordo.internal;

import dev.ricordo.Retrospect;
import dev.ricordo.Retrospect.CategoryShare;
import dev.ricordo.Retrospect.Course;
import dev.ricordo.Retrospect.ItemShare;
import dev.ricordo.Retrospect.Moment;
import dev.ricordo.Retrospect.Point;
import dev.ricordo.base.Base;
import dev.ricordo.memory.MemoryState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Notes what becomes of one level while a journal is folded. Not thread-safe. */
final class LevelCourse {

  /** The number of the working memory; the continuum levels are numbered from 0. */
  static final int WORKING = -1;

  final int level;
  private final MemoryState start;
  private final Base base;
  private final Outlook outlook;
  private final int cadence;
  private final List<Point> strength = new ArrayList<>();
  private final Deque<Point> consolidations = new ArrayDeque<>();
  private final List<Seen> moments = new ArrayList<>();

  /**
   * A moment, before it is known which categories are told.
   *
   * @param categories shares of all, by number
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Seen(
      long event, Optional<Instant> at, List<ItemShare> items, double[] categories) {}

  /**
   * @param level from 0, or {@link #WORKING}
   * @param start the memory before the first event; kept
   */
  LevelCourse(int level, MemoryState start, Base base, Outlook outlook) {
    this.level = level;
    this.start = start;
    this.base = base;
    this.outlook = outlook;
    cadence = level == WORKING ? 1 : base.shape().continuum().cadences().get(level);
    point(0, Optional.empty(), start);
    moment(0, Optional.empty(), start, () -> start);
  }

  void point(long event, Optional<Instant> at, MemoryState memory) {
    strength.add(new Point(event, at, strength(memory)));
  }

  private double strength(MemoryState memory) {
    return level == WORKING
        ? memory.departure(start)
        : memory.levelDeparture(level, base.weights());
  }

  /** Notes the strength if the level has changed at this event; the start event counts. */
  void consolidated(long event, Optional<Instant> at, MemoryState memory) {
    if (level != WORKING && (event + 1) % cadence == 0) {
      consolidations.addLast(new Point(event, at, strength(memory)));
      if (consolidations.size() > Retrospect.CONSOLIDATIONS) {
        consolidations.removeFirst();
      }
    }
  }

  /**
   * @param without what the memory would be had this level never changed; not asked for of L0
   */
  void moment(long event, Optional<Instant> at, MemoryState memory, Supplier<MemoryState> without) {
    double[] shares = outlook.of(memory.context());
    if (level != WORKING) {
      double[] others = outlook.of(without.get().context());
      Arrays.setAll(shares, item -> shares[item] - others[item]);
    }
    List<ItemShare> items =
        Arrays.stream(outlook.best(shares, Retrospect.ITEMS))
            .mapToObj(item -> outlook.named(item, shares))
            .toList();
    moments.add(new Seen(event, at, items, outlook.byCategory(shares)));
  }

  /**
   * @param events that were folded
   */
  Course told(long events) {
    int[] categories = largest();
    return new Course(
        "L" + (level + 1),
        cadence,
        strength,
        level == WORKING ? events : (events + 1) / cadence,
        List.copyOf(consolidations),
        moments.stream().map(seen -> told(seen, categories)).toList());
  }

  private Moment told(Seen seen, int[] categories) {
    List<CategoryShare> shares =
        Arrays.stream(categories)
            .mapToObj(c -> new CategoryShare(outlook.categories().get(c), seen.categories[c]))
            .toList();
    return new Moment(seen.event, seen.at, seen.items, shares);
  }

  /** The numbers of the categories with the largest shares in any moment, the largest first. */
  private int[] largest() {
    double[] peaks = new double[outlook.categories().size()];
    for (Seen seen : moments) {
      Arrays.setAll(peaks, c -> Math.max(peaks[c], Math.abs(seen.categories[c])));
    }
    return IntStream.range(0, peaks.length)
        .boxed()
        .filter(c -> peaks[c] > 0)
        .sorted(Comparator.comparingDouble((Integer c) -> -peaks[c]))
        .limit(Retrospect.CATEGORIES)
        .mapToInt(c -> c)
        .toArray();
  }
}
