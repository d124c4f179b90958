package dev.ricordo.audit;

import dev.ricordo.consolidation.Verdict;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What an auditor puts to a world. Each compares two worlds that must not differ, of which one had
 * to forget what the other never saw; or asks one world what it must not show.
 */
enum Check {

  /** Whatever is forgotten, whenever: answers and memories are those of a world without it. */
  NEVER_SEEN {
    @Override
    boolean passes(Supplier<World> worlds) {
      return IntStream.range(0, SEEDS).allMatch(seed -> neverSeen(worlds, seed, world -> {}));
    }
  },

  /** The same, and the process ends just before the erasure and again just after it. */
  RESTART {
    @Override
    boolean passes(Supplier<World> worlds) {
      return IntStream.range(0, SEEDS).allMatch(seed -> neverSeen(worlds, seed, World::restart));
    }
  },

  /** Whatever is put right, in whichever epoch: all is that of a world where it always was. */
  CORRECTED {
    @Override
    boolean passes(Supplier<World> worlds) {
      return IntStream.range(0, 20).allMatch(seed -> corrected(worlds, new Random(seed)));
    }

    private boolean corrected(Supplier<World> worlds, Random random) {
      List<Event> wrong = events(random, 40);
      List<Event> right =
          wrong.stream().map(e -> random.nextInt(6) == 0 ? other(e, random) : e).toList();
      try (World one = worlds.get();
          World other = worlds.get()) {
        live(one, wrong);
        right.stream().filter(event -> !wrong.contains(event)).forEach(one::correct);
        one.examine();
        live(other, right);
        return one.epochs().equals(other.epochs()) && same(one, other);
      }
    }

    private void live(World world, List<Event> events) {
      events.subList(0, 30).forEach(world::observe);
      world.closeEpoch();
      events.subList(30, 40).forEach(world::observe);
    }

    private Event other(Event event, Random random) {
      return Event.of(
              event.kind(),
              event.customer(),
              ItemId.of("i" + random.nextInt(World.ITEMS)),
              event.at())
          .withId(event.id());
    }
  },

  /** Hundreds of erasures among additions leave no trace. */
  DRIFT {
    @Override
    boolean passes(Supplier<World> worlds) {
      Random random = new Random(1);
      List<Event> kept = new ArrayList<>();
      try (World one = worlds.get();
          World other = worlds.get()) {
        for (int i = 0; i < 300; i++) {
          Event event = event(i, random);
          kept.add(event);
          one.observe(event);
          if (random.nextInt(2) == 0) {
            Event gone = kept.remove(random.nextInt(kept.size()));
            one.forget(gone.customer(), Set.of(gone.id()));
          }
        }
        kept.forEach(other::observe);
        return same(one, other);
      }
    }
  },

  /** A changes what everybody is shown, B is answered and learns, A goes: B's bytes never had A. */
  NESTED_READ {
    @Override
    boolean passes(Supplier<World> worlds) {
      try (World one = worlds.get();
          World other = worlds.get()) {
        for (int i = 0; i < 40; i++) {
          CustomerId b = i % 3 == 0 ? C : B;
          Event learned = view(b, 5 + i % 4, 100 + i);
          one.observe(view(A, i % 5, i));
          one.answers();
          one.observe(learned);
          other.observe(learned);
        }
        one.forget(A);
        return one.answers().equals(other.answers()) && memoryOf(B, one).equals(memoryOf(B, other));
      }
    }
  },

  /** A is the second customer behind a cell, which is shown from then on, and not without A. */
  PIVOTAL {
    @Override
    boolean passes(Supplier<World> worlds) {
      try (World world = worlds.get()) {
        IntStream.range(0, 6).forEach(i -> world.observe(view(B, 1 + i % 2, i)));
        world.observe(view(C, 1, 20));
        boolean hiddenFromOne = world.shared(C, I2) == 0;
        world.observe(view(A, 1, 30));
        world.observe(view(A, 2, 31));
        boolean shown = world.shared(C, I2) > 0;
        world.answers();
        world.forget(A);
        return hiddenFromOne && shown && world.shared(C, I2) == 0;
      }
    }
  },

  /** Who repeats themself says no more than the cap lets everybody say. */
  CAP {
    @Override
    boolean passes(Supplier<World> worlds) {
      return sharedAfter(worlds, 12) == sharedAfter(worlds, 60);
    }

    private double sharedAfter(Supplier<World> worlds, int events) {
      try (World world = worlds.get()) {
        IntStream.range(0, events).forEach(i -> world.observe(view(A, 1 + i % 2, i)));
        IntStream.range(0, 12).forEach(i -> world.observe(view(B, 1 + i % 2, i)));
        world.observe(view(C, 1, 100));
        return world.shared(C, I2);
      }
    }
  },

  /** Late deliveries bring back neither a customer nor an event. */
  RESURRECTION {
    @Override
    boolean passes(Supplier<World> worlds) {
      try (World one = worlds.get();
          World other = worlds.get()) {
        List<Event> events = events(new Random(5), 30);
        Event some = events.stream().filter(e -> e.customer().equals(B)).findFirst().orElseThrow();
        events.forEach(one::observe);
        one.forget(A);
        one.forget(B, Set.of(some.id()));
        events.forEach(one::observe);
        one.restart();
        events.stream()
            .filter(e -> !e.customer().equals(A) && !e.equals(some))
            .forEach(other::observe);
        return same(one, other);
      }
    }
  },

  /** A base is rebuilt on what is left of its panel, and is known to hold what is not. */
  REBUILD {
    @Override
    boolean passes(Supplier<World> worlds) {
      List<Event> events = events(new Random(8), 40);
      Event some = events.stream().filter(e -> e.customer().equals(B)).findFirst().orElseThrow();
      Event later = view(C, 1, 600);
      try (World one = worlds.get();
          World other = worlds.get()) {
        events.forEach(one::observe);
        one.enrol();
        one.observe(later);
        one.observe(view(B, 2, 601));
        one.forget(A);
        one.forget(B, Set.of(some.id()));
        one.forget(C, Set.of(later.id()));
        one.train(D, false);
        events.stream()
            .filter(e -> !e.customer().equals(A) && !e.equals(some))
            .forEach(other::observe);
        other.train(D, false);
        other.enrol();
        other.observe(view(B, 2, 601));
        Set<String> rebuiltOn = one.rebuiltOn();
        return rebuiltOn.equals(other.rebuiltOn())
            && events.stream()
                .filter(e -> e.customer().equals(D))
                .noneMatch(e -> rebuiltOn.contains(e.id().value()))
            && Stream.of(A, B, D).allMatch(one::owes)
            && !one.owes(C);
      }
    }
  },

  /** In whatever order customers come: what they leave is the same. */
  ORDER {
    @Override
    boolean passes(Supplier<World> worlds) {
      List<Event> events = events(new Random(6), 60);
      try (World mixed = worlds.get();
          World one = worlds.get()) {
        events.forEach(mixed::observe);
        World.CUSTOMERS.forEach(
            customer ->
                events.stream()
                    .filter(event -> event.customer().equals(customer))
                    .forEach(one::observe));
        return same(mixed, one);
      }
    }
  },

  /** Merged is one; unmerged is as if never merged; one who is merged goes as a whole. */
  MERGE {
    @Override
    boolean passes(Supplier<World> worlds) {
      List<Event> events = events(new Random(7), 60);
      List<Event> asOne =
          events.stream()
              .map(e -> e.customer().equals(B) ? e.withCustomer(A).withId(e.id()) : e)
              .toList();
      List<Event> without = asOne.stream().filter(e -> !e.customer().equals(A)).toList();
      return sameAs(worlds, events, world -> world.merge(B, A), asOne, List.of(A, C))
          && sameAs(
              worlds,
              events,
              world -> {
                world.merge(B, A);
                world.answers();
                world.unmerge(B);
              },
              events,
              List.of(A, B, C))
          && sameAs(
              worlds,
              events,
              world -> {
                world.merge(B, A);
                world.forget(B);
              },
              without,
              List.of(A, B, C));
    }

    private boolean sameAs(
        Supplier<World> worlds,
        List<Event> events,
        Consumer<World> act,
        List<Event> others,
        List<CustomerId> compared) {
      try (World one = worlds.get();
          World other = worlds.get()) {
        events.forEach(one::observe);
        act.accept(one);
        others.forEach(other::observe);
        return answersOf(one, compared).equals(answersOf(other, compared));
      }
    }
  },

  /** Whatever is forgotten: verdicts and figures of epochs are those of a world without it. */
  EPOCHS_NEVER_SEEN {
    @Override
    boolean passes(Supplier<World> worlds) {
      return IntStream.range(0, 20).allMatch(seed -> neverSeen(worlds, seed));
    }

    private boolean neverSeen(Supplier<World> worlds, int seed) {
      Random random = new Random(seed);
      List<Event> events = events(random, 60);
      Set<EventId> gone =
          events.stream()
              .filter(event -> event.customer().equals(A) && random.nextInt(4) > 0)
              .map(Event::id)
              .collect(Collectors.toSet());
      try (World one = worlds.get();
          World other = worlds.get()) {
        live(one, events, Set.of());
        one.forget(A, gone);
        one.examine();
        live(other, events, gone);
        return one.epochs().equals(other.epochs()) && same(one, other);
      }
    }

    private void live(World world, List<Event> events, Set<EventId> without) {
      for (int i = 0; i < events.size(); i++) {
        if (!without.contains(events.get(i).id())) {
          world.observe(events.get(i));
        }
        if (i % 12 == 11) {
          world.closeEpoch();
        }
      }
    }
  },

  /** A is the third customer of an epoch, which passes with three: without A it is taken back. */
  EPOCH_PIVOTAL {
    @Override
    boolean passes(Supplier<World> worlds) {
      try (World world = worlds.get()) {
        closeEpochOfThree(world);
        world.observe(view(D, 1, 30));
        boolean shown = world.shared(D, I2) > 0;
        world.forget(A);
        world.examine();
        boolean held = world.epochs().get(0).startsWith("HELD");
        return shown && held && world.shared(D, I2) == 0;
      }
    }
  },

  /** What one campaign pushed is held, and is not once those it reached are gone. */
  EXPOSURE {
    @Override
    boolean passes(Supplier<World> worlds) {
      try (World world = worlds.get()) {
        for (CustomerId customer : List.of(A, B, C)) {
          IntStream.range(0, 4)
              .forEach(i -> world.observe(view(customer, 1 + i % 2, 10 + i).withCampaign("x")));
        }
        IntStream.range(0, 2).forEach(i -> world.observe(view(D, 1 + i % 2, 30 + i)));
        world.closeEpoch();
        boolean held = world.epochs().get(0).startsWith("HELD") && world.shared(D, I2) == 0;
        world.forget(A);
        world.examine();
        return held && world.epochs().get(0).startsWith("PROMOTED") && world.shared(D, I2) > 0;
      }
    }
  },

  /** A flood has an epoch held, and not once it is gone. */
  FLOODS {
    @Override
    boolean passes(Supplier<World> worlds) {
      try (World world = worlds.get()) {
        world.judgeBy(World.GENTLE.with("floodEvents", 5).with("floodShare", 50));
        visit(world, 1, 10);
        IntStream.range(0, 8).forEach(i -> world.observe(view(A, 1 + i % 2, 20 + i)));
        world.closeEpoch();
        return heldOnlyBeside(world, A);
      }
    }
  },

  /** Who clicks faster than a person has an epoch held, and not once they are gone. */
  HASTE {
    @Override
    boolean passes(Supplier<World> worlds) {
      try (World world = worlds.get()) {
        world.judgeBy(World.GENTLE.with("hasteViews", 3).with("hasteShare", 30));
        visit(world, 1, 10);
        IntStream.range(0, 8)
            .forEach(
                i ->
                    world.observe(
                        Event.viewed(
                                A, ItemId.of("i" + (1 + i % 2)), World.NOW.minusSeconds(90 - i))
                            .withId(EventId.of("hasty " + i))));
        world.closeEpoch();
        return heldOnlyBeside(world, A);
      }
    }
  },

  /** Who pushes a brand has an epoch held, and not once they are gone. */
  BRAND_RISE {
    @Override
    boolean passes(Supplier<World> worlds) {
      try (World world = worlds.get()) {
        world.judgeBy(World.GENTLE.with("brandRise", 40));
        visit(world, 1, 10);
        world.closeEpoch();
        visit(world, 3, 20);
        IntStream.range(0, 8).forEach(i -> world.observe(view(A, 6 + i % 2, 30 + i)));
        world.closeEpoch();
        return heldOnlyBeside(world, A);
      }
    }
  },

  /** What others drift from is what is left of the epoch before, though nobody touched theirs. */
  CATEGORY_DRIFT {
    @Override
    boolean passes(Supplier<World> worlds) {
      try (World world = worlds.get()) {
        world.judgeBy(World.GENTLE.with("drift", 70));
        visit(world, 1, 10);
        IntStream.range(0, 4).forEach(i -> world.observe(view(A, 6 + i % 2, 20 + i)));
        world.closeEpoch();
        visit(world, 6, 30);
        world.closeEpoch();
        boolean passed = last(world).startsWith("PROMOTED");
        world.forget(A);
        world.examine();
        return passed && last(world).startsWith("HELD");
      }
    }
  },

  /** Who does what nobody foresees lowers the hits, and not once they are gone. */
  PANEL_LOSS {
    @Override
    boolean passes(Supplier<World> worlds) {
      try (World world = worlds.get()) {
        world.judgeBy(World.GENTLE.with("panelLoss", 50));
        visit(world, 1, 10);
        world.closeEpoch();
        visit(world, 3, 20);
        IntStream.range(0, 9).forEach(i -> world.observe(view(A, 5 + i % 5, 30 + i)));
        world.closeEpoch();
        return heldOnlyBeside(world, A);
      }
    }
  },

  /** Nobody promotes what somebody has left before it was examined without them. */
  STALE_PROMOTION {
    @Override
    boolean passes(Supplier<World> worlds) {
      try (World world = worlds.get()) {
        closeEpochOfThree(world);
        world.vote(1, Verdict.HELD);
        world.forget(A);
        world.vote(1, Verdict.PROMOTED);
        boolean waits = world.epochs().get(0).startsWith("HELD");
        world.examine();
        world.vote(1, Verdict.PROMOTED);
        return waits && world.epochs().get(0).startsWith("PROMOTED");
      }
    }
  },

  /** A rejected epoch leaves nothing, and a promoted one comes back, to the last bit. */
  EPOCH_ROLLBACK {
    @Override
    boolean passes(Supplier<World> worlds) {
      List<Event> events = events(new Random(9), 60);
      try (World world = worlds.get()) {
        events.subList(0, 30).forEach(world::observe);
        world.closeEpoch();
        events.subList(30, 60).forEach(world::observe);
        world.closeEpoch();
        List<Object> both = world.answers();
        world.vote(2, Verdict.REJECTED);
        List<Object> one = world.answers();
        world.restart();
        boolean gone = !one.equals(both) && one.equals(world.answers());
        world.vote(2, Verdict.PROMOTED);
        return gone && world.answers().equals(both);
      }
    }
  },

  /** Who does not want to be counted is not, and is again when they do. */
  CONSENT {
    @Override
    boolean passes(Supplier<World> worlds) {
      List<Event> events = events(new Random(10), 60);
      try (World one = worlds.get();
          World other = worlds.get()) {
        events.forEach(one::observe);
        events.stream().filter(e -> !e.customer().equals(A)).forEach(other::observe);
        List<Object> before = one.answers();
        one.consent(A, false);
        boolean out = answersOf(one, List.of(B, C)).equals(answersOf(other, List.of(B, C)));
        one.consent(A, true);
        return out && one.answers().equals(before);
      }
    }
  },

  /** Nothing of who was forgotten stands in a store or a log. */
  CANARY {
    @Override
    boolean passes(Supplier<World> worlds) {
      CustomerId canary = CustomerId.of("canary");
      try (World world = worlds.get()) {
        events(new Random(8), 10).forEach(world::observe);
        world.observe(view(canary, 1, 1));
        world.restart();
        boolean there = world.kept().contains(canary.value());
        world.forget(canary);
        world.restart();
        return there && !world.kept().contains(canary.value());
      }
    }
  };

  private static final int SEEDS = 60;
  private static final CustomerId A = World.CUSTOMERS.get(0);
  private static final CustomerId B = World.CUSTOMERS.get(1);
  private static final CustomerId C = World.CUSTOMERS.get(2);
  private static final CustomerId D = World.CUSTOMERS.get(3);
  private static final ItemId I2 = ItemId.of("i2");

  abstract boolean passes(Supplier<World> worlds);

  /** An epoch that passes with A and not without. */
  static void closeEpochOfThree(World world) {
    for (CustomerId customer : List.of(B, C, A)) {
      world.observe(view(customer, 1, 10));
      world.observe(view(customer, 2, 11));
    }
    world.closeEpoch();
  }

  /** Three customers go from one item to the next. */
  private static void visit(World world, int item, int minute) {
    for (CustomerId customer : List.of(B, C, D)) {
      world.observe(view(customer, item, minute));
      world.observe(view(customer, item + 1, minute + 1));
    }
  }

  private static String last(World world) {
    List<String> epochs = world.epochs();
    return epochs.get(epochs.size() - 1);
  }

  /** Whether the last epoch is held, and promoted once somebody is forgotten. */
  private static boolean heldOnlyBeside(World world, CustomerId customer) {
    boolean held = last(world).startsWith("HELD");
    world.forget(customer);
    world.examine();
    return held && last(world).startsWith("PROMOTED");
  }

  private static Event view(CustomerId customer, int item, int minute) {
    return Event.viewed(
            customer, ItemId.of("i" + item), World.NOW.minusSeconds(86_400 - minute * 60L))
        .withId(EventId.of(customer.value() + " " + minute));
  }

  private static Event event(int number, Random random) {
    EventKind[] kinds = EventKind.values();
    Event event =
        Event.of(
                kinds[random.nextInt(kinds.length)],
                World.CUSTOMERS.get(random.nextInt(World.CUSTOMERS.size())),
                ItemId.of("i" + random.nextInt(World.ITEMS)),
                World.NOW.minusSeconds(1_100_000 - number * 3_600L + random.nextInt(7_200)))
            .withId(EventId.of("e" + number));
    return number % 3 == 0 ? event : event.withCampaign("x");
  }

  private static List<Event> events(Random random, int count) {
    return IntStream.range(0, count).mapToObj(i -> event(i, random)).toList();
  }

  private static boolean same(World one, World other) {
    return one.answers().equals(other.answers()) && one.memories().equals(other.memories());
  }

  private static String memoryOf(CustomerId customer, World world) {
    return Objects.requireNonNull(world.memories().get(customer), "a memory of " + customer);
  }

  /** Those of some customers, and the stranger's, who comes last but one. */
  private static List<Object> answersOf(World world, List<CustomerId> customers) {
    List<Object> all = world.answers();
    List<Object> some = new ArrayList<>(all.subList(World.CUSTOMERS.size(), all.size()));
    customers.forEach(customer -> some.add(all.get(World.CUSTOMERS.indexOf(customer))));
    return some;
  }

  private static boolean neverSeen(Supplier<World> worlds, int seed, Consumer<World> around) {
    Random random = new Random(seed);
    List<Event> events = events(random, 10 + random.nextInt(30));
    int moment = 1 + random.nextInt(events.size());
    CustomerId customer = World.CUSTOMERS.get(random.nextInt(World.CUSTOMERS.size()));
    boolean all = random.nextInt(3) == 0;
    Set<EventId> gone =
        events.stream()
            .filter(event -> event.customer().equals(customer))
            .filter(event -> all || (events.indexOf(event) < moment && random.nextBoolean()))
            .map(Event::id)
            .collect(Collectors.toSet());
    try (World one = worlds.get();
        World other = worlds.get()) {
      events.subList(0, moment).forEach(one::observe);
      one.answers();
      around.accept(one);
      if (all) {
        one.forget(customer);
      } else {
        one.forget(customer, gone);
      }
      around.accept(one);
      events.subList(moment, events.size()).forEach(one::observe);
      events.stream().filter(event -> !gone.contains(event.id())).forEach(other::observe);
      return same(one, other);
    }
  }
}
