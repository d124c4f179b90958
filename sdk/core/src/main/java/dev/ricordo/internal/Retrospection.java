package dev.ricordo.internal;

import dev.ricordo.Retrospect;
import dev.ricordo.Retrospect.Cause;
import dev.ricordo.Retrospect.Course;
import dev.ricordo.Retrospect.Ground;
import dev.ricordo.base.Base;
import dev.ricordo.memory.MemoryState;
import dev.ricordo.memory.RecentItems;
import dev.ricordo.spi.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Looks back on how a customer's memory came to be. Not thread-safe, for the fold's scratch space.
 */
/*
 * The memory without event i shares everything before i with the memory that has it: one copy goes
 * along the journal, and only what follows i is folded again. For the last t of n events that is
 * n + t (t - 1) / 2 steps in place of n t, to the same bits.
 */
final class Retrospection {

  private final Fold fold;
  private final Base base;
  private final Outlook outlook;
  private final LongConsumer looked;
  private long looks;

  /**
   * @param looked told how many events have been folded or taken out, at each
   */
  Retrospection(Fold fold, Base base, Outlook outlook, LongConsumer looked) {
    this.fold = fold;
    this.base = base;
    this.outlook = outlook;
    this.looked = looked;
  }

  Retrospect of(List<JournalEntry> entries) {
    int n = entries.size();
    CustomerMemory memory = fold.initial();
    List<LevelCourse> courses = courses(memory.working);
    Set<Integer> points = spread(n, Retrospect.POINTS);
    Set<Integer> moments = spread(n, Retrospect.MOMENTS);
    for (int number = 1; number <= n; number++) {
      JournalEntry entry = entries.get(number - 1);
      MemoryState before = moments.contains(number) ? memory.working.copy() : memory.working;
      fold.step(memory, entry);
      Optional<Instant> at = Optional.of(entry.event().at());
      for (LevelCourse course : courses) {
        course.consolidated(number, at, memory.working);
        if (points.contains(number) || moments.contains(number)) {
          course.point(number, at, memory.working);
        }
        if (moments.contains(number)) {
          course.moment(number, at, memory.working, () -> without(before, entry, course.level));
        }
      }
      looked.accept(++looks);
    }
    List<Course> told = courses.stream().map(course -> course.told(n)).toList();
    return new Retrospect(n, told, tried(n), grounds(entries, memory));
  }

  private List<LevelCourse> courses(MemoryState start) {
    List<LevelCourse> courses = new ArrayList<>();
    for (int level = LevelCourse.WORKING; level < start.levels(); level++) {
      courses.add(new LevelCourse(level, start.copy(), base, outlook));
    }
    return courses;
  }

  /** The memory after an event, had a level never changed before. */
  private MemoryState without(MemoryState before, JournalEntry last, int level) {
    CustomerMemory cut = new CustomerMemory(before.withoutLevel(level), new RecentItems(), 0, 0);
    fold.step(cut, last);
    return cut.working;
  }

  /** At most so many of the numbers from 1 to n, evenly spread, n among them. */
  private static Set<Integer> spread(int n, int count) {
    int some = Math.min(n, count);
    return IntStream.rangeClosed(1, some)
        .mapToObj(i -> (int) (((long) i * n + some - 1) / some))
        .collect(Collectors.toSet());
  }

  private static int tried(int n) {
    return Math.min(n, Retrospect.TRIED);
  }

  /** An item that the memory points to, and the events that were found to raise it. */
  private record Found(int item, List<Cause> causes) {}

  private List<Ground> grounds(List<JournalEntry> entries, CustomerMemory now) {
    double[] shares = outlook.of(now.working.context());
    List<Found> found =
        Arrays.stream(outlook.best(shares, Retrospect.ITEMS))
            .mapToObj(item -> new Found(item, new ArrayList<>()))
            .toList();
    int n = entries.size();
    int first = n - tried(n);
    CustomerMemory before = fold.of(entries.subList(0, first));
    for (int i = first; i < n; i++) {
      JournalEntry removed = entries.get(i);
      CustomerMemory world = fold.onTop(before.copy(), entries.subList(i + 1, n));
      double[] there = outlook.of(world.working.context());
      for (Found one : found) {
        if (there[one.item] <= shares[one.item] * (1 - Retrospect.NOTEWORTHY)) {
          int rank = outlook.rank(there, one.item);
          one.causes.add(new Cause(i + 1, removed.event(), there[one.item], rank));
        }
      }
      fold.step(before, removed);
      looked.accept(++looks);
    }
    return found.stream().map(one -> ground(one, shares)).toList();
  }

  private Ground ground(Found found, double[] shares) {
    Retrospect.ItemShare named = outlook.named(found.item, shares);
    List<Cause> causes =
        found.causes.stream()
            .sorted(Comparator.comparingDouble(Cause::shareWithout))
            .limit(Retrospect.CAUSES)
            .toList();
    return new Ground(named.item(), named.share(), outlook.rank(shares, found.item), causes);
  }
}
