package dev.ricordo.audit;

import dev.ricordo.collective.Categories;
import dev.ricordo.collective.Changes;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.collective.Contribution;
import dev.ricordo.collective.NetChanges;
import dev.ricordo.consolidation.Finding;
import dev.ricordo.consolidation.Verdict;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.memory.MemoryCodec;
import dev.ricordo.memory.MemoryState;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Worlds that are broken in one place each: a store, a level, or a row of the table of leaks. Each
 * names the check that finds it.
 */
enum Mutant {

  // Stores
  JOURNAL_KEEPS_WHAT_IT_SAYS_IT_ERASED(
      Check.RESTART, () -> onBroken((right, lines) -> new BrokenJournals.KeepsAll(right))),
  JOURNAL_ERASES_ALL_BUT_THE_LAST(
      Check.RESTART, () -> onBroken((right, lines) -> new BrokenJournals.KeepsLast(right))),
  JOURNAL_LEAVES_WHAT_IT_SAYS_IT_PUT_RIGHT(
      Check.CORRECTED, () -> onBroken((right, lines) -> new BrokenJournals.LeavesWrong(right))),
  JOURNAL_PUTS_WHAT_IS_RIGHT_AT_THE_END(
      Check.CORRECTED, () -> onBroken((right, lines) -> new BrokenJournals.AppendsRight(right))),
  JOURNAL_HAS_NO_TOMBSTONE(
      Check.RESURRECTION, () -> onBroken((right, lines) -> new BrokenJournals.NoTombstone(right))),
  JOURNAL_FORGETS_THE_IDS_OF_ERASED_EVENTS(
      Check.RESURRECTION, () -> onBroken((right, lines) -> new BrokenJournals.ForgetsIds(right))),
  JOURNAL_LOGS_WHO_CAME(
      Check.CANARY, () -> onBroken((right, lines) -> new BrokenJournals.Logs(right, lines))),
  SNAPSHOTS_SURVIVE_AN_ERASURE(
      Check.RESTART, () -> new RicordoWorld((right, lines) -> right, false)),

  JOURNAL_DOES_NOT_SAY_WHICH_EPOCHS_CHANGED(
      Check.EPOCH_PIVOTAL, () -> onBroken((right, lines) -> new BrokenJournals.NeverStale(right))),

  JOURNAL_OWES_NOBODY(
      Check.REBUILD, () -> onBroken((right, lines) -> new BrokenJournals.OwesNobody(right))),
  JOURNAL_TRAINS_EVERYBODY(
      Check.REBUILD, () -> onBroken((right, lines) -> new BrokenJournals.TrainsEverybody(right))),

  // L0, L1, L2
  MEMORY_LEARNS_FROM_SHARED_SUMS(
      Check.NESTED_READ,
      () ->
          new AssembledWorld() {
            @Override
            void learn(MemoryState memory, int item, EventKind kind, long second) {
              super.learn(memory, item, kind, second);
              super.learn(memory, mostCommon(sums), kind, second);
            }
          }),
  MEMORY_IS_NOT_REPLAYED(
      Check.NEVER_SEEN,
      () ->
          new AssembledWorld() {
            @Override
            MemoryState remembered(Person before, Person after) {
              return before.memory;
            }
          }),
  WORKING_MEMORY_IS_NOT_REPLAYED(
      Check.NEVER_SEEN,
      () ->
          new AssembledWorld() {
            @Override
            MemoryState remembered(Person before, Person after) {
              return spliced(before.memory, after.memory);
            }
          }),
  EPISODE_AND_PROFILE_ARE_NOT_REPLAYED(
      Check.NEVER_SEEN,
      () ->
          new AssembledWorld() {
            @Override
            MemoryState remembered(Person before, Person after) {
              return spliced(after.memory, before.memory);
            }
          }),
  REPLAY_SORTS_BY_TIME(
      Check.NEVER_SEEN,
      () ->
          new AssembledWorld() {
            @Override
            Person folded(List<Event> events) {
              return super.folded(events.stream().sorted(Comparator.comparing(Event::at)).toList());
            }
          }),
  RANDOM_NUMBERS_ARE_EVERYBODYS(
      Check.ORDER,
      () ->
          new AssembledWorld() {
            private final Random random = new Random(1);

            @Override
            void learn(MemoryState memory, int item, EventKind kind, long second) {
              super.learn(memory, item, kind, second + random.nextInt(100_000));
            }
          }),
  CADENCE_COUNTS_EVERYBODYS_EVENTS(
      Check.ORDER,
      () ->
          new AssembledWorld() {
            private int events;

            @Override
            void learn(MemoryState memory, int item, EventKind kind, long second) {
              super.learn(memory, item, kind, second);
              if (++events % 5 == 0) {
                super.learn(memory, item, kind, second);
              }
            }
          }),
  BATCH_MATES_CHANGE_THE_ARITHMETIC(
      Check.ORDER,
      () ->
          new AssembledWorld() {
            @Override
            void learn(MemoryState memory, int item, EventKind kind, long second) {
              super.learn(memory, item, kind, second + 100_000L * people.size());
            }
          }),

  // L3
  SUMS_ARE_NOT_SUBTRACTED_FROM(
      Check.NEVER_SEEN,
      () ->
          new AssembledWorld() {
            @Override
            void exchange(Person before, Person after, List<Event> gone) {}
          }),
  EVENTS_OWN_INCREMENTS_ARE_SUBTRACTED(
      Check.NEVER_SEEN,
      () ->
          new AssembledWorld() {
            @Override
            void exchange(Person before, Person after, List<Event> gone) {
              Contribution own = sums.emptyContribution();
              gone.forEach(event -> count(own, event, Changes.IGNORED));
              sums.subtract(own);
            }
          }),
  CAP_IS_PUT_ON_EACH_EVENT(
      Check.CAP,
      () ->
          new AssembledWorld() {
            @Override
            CollectiveSums newSums() {
              return new CollectiveSums(RULES.withCap(1_000), Categories.none());
            }
          }),
  SUMS_ARE_FLOATING_POINT(Check.DRIFT, BrokenSums.Floating::new),
  SUMS_SATURATE(Check.NEVER_SEEN, BrokenSums.Saturating::new),
  K_COUNTS_EVENTS_NOT_CUSTOMERS(
      Check.PIVOTAL,
      () ->
          new AssembledWorld() {
            @Override
            CollectiveSums newSums() {
              return new CollectiveSums(RULES.withK(1), Categories.none());
            }
          }),
  WHAT_WAS_SHOWN_ONCE_STAYS(
      Check.PIVOTAL,
      () ->
          new AssembledWorld() {
            private final double[] most = new double[ITEMS];

            @Override
            double[] collective(Person person) {
              double[] scores = super.collective(person);
              for (int i = 0; i < ITEMS; i++) {
                most[i] = Math.max(most[i], scores[i]);
                scores[i] = scores[i] == 0 ? most[i] / 2 : scores[i];
              }
              return scores;
            }
          }),

  // Epochs, gates, consent
  GATES_SUM_STORED_SCORES(
      Check.EPOCHS_NEVER_SEEN,
      () ->
          onBrokenEpochs(
              world ->
                  new AssembledEpochs(world) {
                    private final Map<List<Object>, Long> stored = new HashMap<>();

                    @Override
                    long hits(Closed epoch) {
                      return contributors(epoch).stream()
                          .mapToLong(
                              owner ->
                                  stored.computeIfAbsent(
                                      List.of(epoch, owner), key -> hits(epoch, owner)))
                          .sum();
                    }
                  })),
  GATES_REMEMBER_THAT_THEY_PASSED(
      Check.EPOCH_PIVOTAL,
      () ->
          onBrokenEpochs(
              world ->
                  new AssembledEpochs(world) {
                    @Override
                    boolean passes(Closed epoch, boolean passed) {
                      return epoch.verdict == Verdict.PROMOTED || passed;
                    }
                  })),
  GATES_LET_EVERYTHING_BE_PUSHED(Check.EXPOSURE, () -> without("exposure")),
  PUSHED_IS_COUNTED_ONCE(
      Check.EXPOSURE,
      () ->
          onBrokenEpochs(
              world ->
                  new AssembledEpochs(world) {
                    private final Map<Closed, Long> stored = new HashMap<>();

                    @Override
                    long pushed(Closed epoch) {
                      return stored.computeIfAbsent(epoch, e -> super.pushed(epoch));
                    }
                  })),
  GATES_LET_FLOODS_PASS(Check.FLOODS, () -> without("floods")),
  FLOODS_ARE_COUNTED_ONCE(
      Check.FLOODS,
      () ->
          onBrokenEpochs(
              world ->
                  new AssembledEpochs(world) {
                    private final Map<Closed, Long> stored = new HashMap<>();

                    @Override
                    long floods(Closed epoch) {
                      return stored.computeIfAbsent(epoch, e -> super.floods(epoch));
                    }
                  })),
  GATES_LET_HASTE_PASS(Check.HASTE, () -> without("haste")),
  HASTE_IS_COUNTED_ONCE(
      Check.HASTE,
      () ->
          onBrokenEpochs(
              world ->
                  new AssembledEpochs(world) {
                    private final Map<Closed, Long> stored = new HashMap<>();

                    @Override
                    long haste(Closed epoch) {
                      return stored.computeIfAbsent(epoch, e -> super.haste(epoch));
                    }
                  })),
  GATES_LET_BRANDS_RISE(Check.BRAND_RISE, () -> without("brand rise")),
  GATES_LET_EVERYTHING_DRIFT(Check.CATEGORY_DRIFT, () -> without("drift")),
  EPOCHS_AFTER_IT_ARE_NOT_JUDGED_AGAIN(
      Check.CATEGORY_DRIFT,
      () ->
          onBrokenEpochs(
              world ->
                  new AssembledEpochs(world) {
                    @Override
                    boolean toBeJudged(Closed epoch, boolean found) {
                      return epoch.stale;
                    }
                  })),
  GATES_LET_THE_PANEL_LOSE(Check.PANEL_LOSS, () -> without("panel loss")),
  ERASURES_MARK_NO_EPOCH(
      Check.EPOCH_PIVOTAL,
      () ->
          onBrokenEpochs(
              world ->
                  new AssembledEpochs(world) {
                    @Override
                    void touch(Collection<Event> events) {}
                  })),
  STALE_EPOCH_IS_PROMOTED(
      Check.STALE_PROMOTION,
      () ->
          onBrokenEpochs(
              world ->
                  new AssembledEpochs(world) {
                    @Override
                    boolean mayBePromoted(Closed epoch) {
                      return true;
                    }
                  })),
  REJECTED_EPOCH_STAYS_IN_THE_SUMS(
      Check.EPOCH_ROLLBACK,
      () ->
          onBrokenEpochs(
              world ->
                  new AssembledEpochs(world) {
                    @Override
                    void apply(NetChanges brought, boolean added) {}
                  })),
  PROMOTED_EPOCH_IS_ADDED_TWICE(
      Check.EPOCH_ROLLBACK,
      () ->
          onBrokenEpochs(
              world ->
                  new AssembledEpochs(world) {
                    @Override
                    void apply(NetChanges brought, boolean added) {
                      super.apply(brought, added);
                      if (added) {
                        super.apply(brought, true);
                      }
                    }
                  })),
  WITHDRAWN_CONSENT_KEEPS_THE_SHARE(
      Check.CONSENT,
      () ->
          new AssembledWorld() {
            @Override
            public void consent(CustomerId customer, boolean collective) {
              if (collective) {
                super.consent(customer, true);
              }
            }
          }),

  // L4
  MIX_IS_FITTED_ON_WHO_CAME(
      Check.NEVER_SEEN,
      () ->
          new AssembledWorld() {
            private int seen;

            @Override
            public void observe(Event event) {
              seen++;
              super.observe(event);
            }

            @Override
            double weight() {
              return 1 + seen / 100.0;
            }
          }),

  // Other rows of the table of leaks
  TIES_GO_BY_FIRST_ARRIVAL(
      Check.ORDER,
      () ->
          new AssembledWorld() {
            private final List<Integer> arrived = new ArrayList<>();

            @Override
            public void observe(Event event) {
              if (!arrived.contains(number(event.item()))) {
                arrived.add(number(event.item()));
              }
              super.observe(event);
            }

            @Override
            List<Line> ranking(CustomerId customer) {
              return IntStream.range(0, ITEMS)
                  .mapToObj(i -> new Line(i, sums.items().count(i)))
                  .sorted(
                      Comparator.comparingDouble(Line::score)
                          .thenComparing(line -> arrived.indexOf(line.item())))
                  .toList();
            }
          }),
  RANKINGS_ARE_CACHED_BY_CUSTOMER(
      Check.NEVER_SEEN,
      () ->
          new AssembledWorld() {
            private final Map<CustomerId, List<Line>> cache = new HashMap<>();

            @Override
            public void observe(Event event) {
              cache.remove(event.customer());
              super.observe(event);
            }

            @Override
            List<Line> ranking(CustomerId customer) {
              return cache.computeIfAbsent(customer, c -> super.ranking(customer));
            }
          }),
  REBUILD_READS_WHAT_CAME_LATER(
      Check.REBUILD,
      () ->
          new AssembledWorld() {
            @Override
            public void observe(Event event) {
              super.observe(event);
              if (!panel.isEmpty()) {
                panel.add(event.id());
              }
            }
          }),
  BASE_KEEPS_WHO_WITHDREW(
      Check.REBUILD,
      () ->
          new AssembledWorld() {
            @Override
            boolean trains(Event event) {
              return panel.isEmpty() || panel.contains(event.id());
            }
          }),
  MERGE_COUNTS_BOTH_AND_THE_ONE(
      Check.MERGE,
      () ->
          new AssembledWorld() {
            @Override
            void regroup(List<CustomerId> before, List<CustomerId> after) {
              super.regroup(List.of(), after);
            }
          }),
  MERGED_VISITOR_STAYS_WHEN_THE_OTHER_GOES(
      Check.MERGE,
      () ->
          new AssembledWorld() {
            @Override
            public void forget(CustomerId customer) {
              Set<EventId> own = new HashSet<>();
              journal.stream()
                  .filter(event -> event.customer().equals(customer))
                  .forEach(event -> own.add(event.id()));
              super.forget(customer, own);
            }
          });

  private final Check foundBy;

  @SuppressWarnings("ImmutableEnumChecker") // makes a world anew each time
  private final Supplier<World> worlds;

  Mutant(Check foundBy, Supplier<World> worlds) {
    this.foundBy = foundBy;
    this.worlds = worlds;
  }

  Check foundBy() {
    return foundBy;
  }

  /** A new world, broken. */
  World world() {
    return worlds.get();
  }

  private static World onBroken(RicordoWorld.Breaking breaking) {
    return new RicordoWorld(breaking, true);
  }

  private static World onBrokenEpochs(Function<AssembledWorld, AssembledEpochs> broken) {
    return new AssembledWorld() {
      @Override
      AssembledEpochs newEpochs() {
        return broken.apply(this);
      }
    };
  }

  /** Whose gates let everything pass one of them. */
  private static World without(String gate) {
    return onBrokenEpochs(
        world ->
            new AssembledEpochs(world) {
              @Override
              boolean lets(Finding finding) {
                return finding.gate().equals(gate) || super.lets(finding);
              }
            });
  }

  private static int mostCommon(CollectiveSums sums) {
    return IntStream.range(0, World.ITEMS)
        .boxed()
        .max(Comparator.comparingInt(item -> sums.items().count(item)))
        .orElseThrow();
  }

  /** The working memory of one and the slower levels of another. */
  private static MemoryState spliced(MemoryState working, MemoryState levels) {
    byte[] bytes = AssembledWorld.bytes(levels);
    int count = 2 * Long.BYTES + (int) working.workingBytes();
    System.arraycopy(AssembledWorld.bytes(working), 0, bytes, 0, count);
    try {
      return MemoryCodec.read(
          World.BASE.shape(), new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
