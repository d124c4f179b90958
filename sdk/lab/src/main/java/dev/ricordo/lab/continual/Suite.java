package dev.ricordo.lab.continual;

import dev.ricordo.djl.Device;
import dev.ricordo.djl.TrainingSettings;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.evaluate.Split;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.lab.log.EventLogBuilder;
import dev.ricordo.lab.models.Recommender;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * All scenarios on one log: customers who train, who validate, and those of each scenario. The same
 * size gives the same log.
 *
 * <p>Immutable and thread-safe, but for the recommenders it is given.
 */
public final class Suite {

  /**
   * Events of a journey to train on: whole, so that what is used late can be learned to be kept.
   */
  public static final int TRAINED_EVENTS = 120;

  private static final long SEED = 20;
  private static final double LEARNING_RATE = 2e-3;
  private static final int WARM_UP_STEPS = 100;

  private final EventLog log;
  private final Split split;
  private final Plan plan;
  private final LongJourney journey;

  /**
   * How large it is.
   *
   * @param training customers who train
   * @param validating customers who validate
   * @param tested customers per point of a scenario, or a fixed multiple of them
   * @param journey events of the long journey
   */
  public record Size(int training, int validating, int tested, int journey) {

    /** Large enough to tell models apart. */
    public static final Size FULL = new Size(32_000, 80, 100, 10_000);

    /**
     * @throws IllegalArgumentException naming the size that is too small
     */
    public Size {
      requireAtLeast("training", training, 1);
      requireAtLeast("validating", validating, 1);
      requireAtLeast("tested", tested, 2);
      requireAtLeast("journey", journey, TRAINED_EVENTS);
    }

    private static void requireAtLeast(String name, int value, int least) {
      if (value < least) {
        throw new IllegalArgumentException(name + ": must be at least " + least + ", is " + value);
      }
    }
  }

  private Suite(EventLog log, Split split, Plan plan, LongJourney journey) {
    this.log = log;
    this.split = split;
    this.plan = plan;
    this.journey = journey;
  }

  /** Simulates all customers. */
  public static Suite of(Size size) {
    SplittableRandom random = new SplittableRandom(SEED);
    World world = World.DEFAULT;
    EventLogBuilder log = new EventLogBuilder(world.items());
    Plan.Builder plan = new Plan.Builder(log);
    SplittableRandom training = random.split();
    for (int i = 0; i < size.training(); i++) {
      plan.learn(Scenarios.wandering(world, TRAINED_EVENTS, training));
    }
    for (int i = 0; i < size.validating(); i++) {
      plan.apart(Scenarios.wandering(world, TRAINED_EVENTS, training));
    }
    Scenarios scenarios = new Scenarios(world, plan, size.tested());
    scenarios.returns(TRAINED_EVENTS, random.split());
    scenarios.retention(random.split());
    scenarios.switches(random.split());
    scenarios.interests(random.split());
    scenarios.categories(random.split());
    Journey journey = Scenarios.wandering(world, size.journey(), random.split());
    LongJourney longJourney =
        new LongJourney(journey.steps(), plan.apart(journey), plan.apart(journey));
    EventLog built = log.build();
    Split split = Split.byCustomer(built, size.training(), size.validating());
    return new Suite(built, split, plan.build(), longJourney);
  }

  /**
   * How bases are trained here: on whole journeys, without dropout, for so many customers are each
   * seen a few times only.
   */
  public static TrainingSettings settings(long seed, Device device) {
    return new TrainingSettings(
        seed, device, 4, 0, 4, LEARNING_RATE, WARM_UP_STEPS, 0, TRAINED_EVENTS);
  }

  /** All customers' events. */
  public EventLog log() {
    return log;
  }

  /** What models train and choose on. */
  public Split split() {
    return split;
  }

  /**
   * What a model kept.
   *
   * @param figures of all scenarios
   * @param returns case by case, to draw customers from
   */
  public record Examination(List<Figure> figures, Returns returns) {

    public Examination {
      figures = List.copyOf(figures);
    }
  }

  /** Tells everything to a model that has been told nothing, and measures. */
  public Examination examine(String name, Recommender model, Progress progress) {
    Findings findings = new Findings();
    try (Progress.Bar bar = progress.start(name + ": scenarios", plan.size())) {
      plan.play(model, log, findings, bar);
      journey.play(model, log, findings);
    }
    List<Figure> figures = new ArrayList<>(findings.figures());
    figures.addAll(Summary.of(figures));
    return new Examination(figures, findings.returns());
  }
}
