package dev.ricordo.lab.continual;

import java.util.List;
import java.util.SplittableRandom;

/**
 * The moments that are asked about. A return is judged at its second to fourth event, where the
 * first has said which interest it is and the favourites must come from memory; only choices of
 * favourites count, of which there are two, so HR@2 can reach 1.
 */
final class Scenarios {

  /** Return on journeys like those trained on, by how long the interest was left. */
  static final String RETURN = "return";

  /** The returns to an interest that was left longest ago. */
  static final String LONG_AWAY = "40 and more";

  /** Return after an absence of exactly so many events. */
  static final String RETENTION = "retention";

  /** A category never followed before: share of the answer after so many of its events. */
  static final String SWITCH = "switch";

  /** Interests one after the other: each earlier one after each new one. */
  static final String INTERESTS = "interests";

  /** Categories that no net was trained on, one after the other, told to everyone. */
  static final String CATEGORIES = "categories";

  static final int[] ABSENCES = {10, 20, 40, 80, 160, 320};

  private static final int INTERESTS_OF_SHOPPER = 3;
  private static final int RETURNED = 4;
  private static final int SWITCH_AFTER = 36;
  private static final int SWITCHED = 11;
  private static final int GROWN_INTERESTS = 6;
  private static final int CUES = 2;
  private static final int LATE = 7;

  private final World world;
  private final Plan.Builder plan;
  private final int tested;

  /**
   * @param tested customers per point
   */
  Scenarios(World world, Plan.Builder plan, int tested) {
    this.world = world;
    this.plan = plan;
    this.tested = tested;
  }

  /** A journey of someone with three interests. */
  static Journey wandering(World world, int events, SplittableRandom random) {
    return new Journey(Shopper.among(world, INTERESTS_OF_SHOPPER, random), random).wander(events);
  }

  /** Whether a return is judged at a step. */
  private static boolean judged(Journey.Step step) {
    return step.favourite() && step.place() >= 1 && step.place() < RETURNED;
  }

  /** The synthetic that the bar for returns is set on. */
  void returns(int events, SplittableRandom random) {
    for (int i = 0; i < 3 * tested; i++) {
      plan.remember(
          wandering(world, events, random),
          (index, step) -> {
            if (judged(step)) {
              return List.of(new Question.Hit(RETURN, away(step.away()), step.item()));
            }
            return step.favourite() && step.place() >= LATE
                ? List.of(new Question.Hit(RETURN, "late in visit", step.item()))
                : List.of();
          });
    }
  }

  private static String away(int events) {
    if (events == Journey.NEVER) {
      return "first visit";
    }
    return events < 20 ? "below 20" : events < 40 ? "20 to 39" : LONG_AWAY;
  }

  void retention(SplittableRandom random) {
    for (int absence : ABSENCES) {
      for (int i = 0; i < 2 * tested; i++) {
        Journey journey = new Journey(Shopper.among(world, INTERESTS_OF_SHOPPER, random), random);
        journey.visit(0).wanderWithout(0, absence).visit(0, RETURNED);
        int back = journey.steps().size() - RETURNED;
        plan.remember(
            journey,
            (index, step) ->
                index >= back && judged(step)
                    ? List.of(new Question.Hit(RETENTION, String.valueOf(absence), step.item()))
                    : List.of());
      }
    }
  }

  void switches(SplittableRandom random) {
    for (int i = 0; i < 2 * tested; i++) {
      Shopper shopper = Shopper.among(world, INTERESTS_OF_SHOPPER, random);
      Journey journey = new Journey(shopper, random);
      journey.wanderWithout(0, SWITCH_AFTER).visit(0, SWITCHED);
      plan.remember(
          journey,
          (index, step) ->
              step.interest() == 0
                  ? List.of(
                      new Question.Share(
                          SWITCH, String.valueOf(step.place()), world, shopper.category(0)))
                  : List.of());
    }
  }

  /** Someone gains six interests; after each, one copy of the customer returns to each so far. */
  void interests(SplittableRandom random) {
    for (int i = 0; i < tested / 2; i++) {
      Journey journey = new Journey(Shopper.among(world, GROWN_INTERESTS, random), random);
      for (int stage = 0; stage < GROWN_INTERESTS; stage++) {
        journey.visit(stage);
        for (int interest = 0; interest <= stage; interest++) {
          Journey back = journey.copy(random.split()).visit(interest, RETURNED);
          int from = journey.steps().size();
          String at = point(stage, interest);
          plan.remember(
              back,
              (index, step) ->
                  index >= from && judged(step)
                      ? List.of(new Question.Hit(INTERESTS, at, step.item()))
                      : List.of());
        }
      }
    }
  }

  /**
   * New categories come up one after the other; after each, newcomers who have shown two of its
   * items are asked about in each so far.
   */
  void categories(SplittableRandom random) {
    for (int stage = 0; stage < world.unseen(); stage++) {
      for (int i = 0; i < tested; i++) {
        plan.learn(journeyIn(world.categories() + stage, random).visit(0));
      }
      for (int asked = 0; asked <= stage; asked++) {
        String at = point(stage, asked);
        for (int i = 0; i < tested / 2; i++) {
          plan.remember(
              journeyIn(world.categories() + asked, random).visit(0, CUES + 3),
              (index, step) ->
                  index >= CUES
                      ? List.of(new Question.Hit(CATEGORIES, at, step.item()))
                      : List.of());
        }
      }
    }
  }

  private Journey journeyIn(int category, SplittableRandom random) {
    return new Journey(Shopper.of(world, new int[] {category}, random), random);
  }

  /** Names a point: what is asked about, and after which stage, both from 1. */
  private static String point(int stage, int asked) {
    return (asked + 1) + Summary.AFTER + (stage + 1);
  }
}
