package dev.ricordo.governance;

import dev.ricordo.Inspection;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.event.ItemId;
import dev.ricordo.evidence.EventLine;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a customer. It is about a person: whoever keeps it, keeps personal data.
 * {@code docs/formats/inspection.md} says what the fields are.
 *
 * @param format of this report, {@link #FORMAT}
 * @param seed of the base, or null without one
 * @param levels those asked for, fastest first
 * @param working the customer's own fast memory (L0), or null if not asked for or without a base
 * @param continuum the customer's slower levels that were asked for (L1, L2); empty without a base
 * @param grounds what the items rest on that the memory points to, or null if L0 was not asked for
 *     or without a base
 * @param collective what the customer adds to the shared counts (L3), or null if not asked for
 * @param base the release (L4), or null if not asked for or without one
 */
public record InspectionReport(
    String command,
    int format,
    String version,
    Machine machine,
    @Nullable Long seed,
    String customer,
    List<Level> levels,
    List<EventLine> events,
    @Nullable Working working,
    List<Inspection.Slower> continuum,
    @Nullable Grounds grounds,
    @Nullable Collective collective,
    @Nullable Release base)
    implements Report {

  /** The version of the format. */
  public static final int FORMAT = 1;

  public InspectionReport {
    levels = List.copyOf(levels);
    events = List.copyOf(events);
    continuum = List.copyOf(continuum);
  }

  /** A level that was asked for, if it is there. */
  public Optional<Level> find(MemoryLevel level) {
    return levels.stream().filter(one -> one.name().equals(level.name())).findFirst();
  }

  /**
   * One level.
   *
   * @param name {@code L0} to {@code L4}
   * @param owner whose it is: {@code customer} or {@code tenant}
   * @param changes when it changes
   * @param bytes its size, of L3 what the customer's cells take; null if it is not known
   * @param lastUpdate the time of the customer's event that changed it last; null if none did
   * @param words what it is and holds, in sentences
   * @param course how it came to be; null for a shared level and where nothing can be said
   */
  public record Level(
      String name,
      String title,
      String owner,
      String changes,
      @Nullable Long bytes,
      @Nullable String lastUpdate,
      List<String> words,
      @Nullable Course course) {

    public Level {
      words = List.copyOf(words);
    }
  }

  /**
   * How a level came to be: {@link dev.ricordo.Retrospect.Course}.
   *
   * @param changes how often it has changed
   */
  public record Course(
      int cadence,
      List<Point> strength,
      long changes,
      List<Point> consolidations,
      List<Moment> moments) {

    public Course {
      strength = List.copyOf(strength);
      consolidations = List.copyOf(consolidations);
      moments = List.copyOf(moments);
    }

    /** How much of the level is the customer's own now. */
    public double strengthNow() {
      return strength.get(strength.size() - 1).strength();
    }

    /** Where it points now. */
    public Moment now() {
      return moments.get(moments.size() - 1);
    }
  }

  /** A strength after an event, the event's number from 1; 0 and null before the first. */
  public record Point(long event, @Nullable String at, double strength) {}

  /** Where a level pointed after an event, the event's number from 1; 0 before the first. */
  public record Moment(
      long event, @Nullable String at, List<ItemShare> items, List<CategoryShare> categories) {

    public Moment {
      items = List.copyOf(items);
      categories = List.copyOf(categories);
    }
  }

  /**
   * @param category as the base knows it, empty if it does not
   * @param share a probability, or by how much the level raises it
   */
  public record ItemShare(String item, String category, double share) {}

  /** The sum of the shares of a category's items. */
  public record CategoryShare(String category, double share) {}

  /**
   * What the items rest on that the memory points to.
   *
   * @param tried how many of the latest events were taken out, one at a time
   */
  public record Grounds(int tried, List<Ground> items) {

    public Grounds {
      items = List.copyOf(items);
    }
  }

  /** One item, and the events without which it would be less likely. */
  public record Ground(String item, String category, double share, int rank, List<Cause> causes) {

    public Ground {
      causes = List.copyOf(causes);
    }
  }

  /**
   * One event.
   *
   * @param event its number, from 1
   * @param shareWithout the share of the item had the event never happened
   */
  public record Cause(
      long event, String at, String kind, String item, double shareWithout, int rankWithout) {}

  /**
   * L0.
   *
   * @param strength per head, how far it has moved from the shared weights
   */
  public record Working(long bytes, long steps, List<Double> strength, List<String> pointsTo) {

    static Working of(Inspection.Working working) {
      return new Working(
          working.bytes(),
          working.steps(),
          working.strength(),
          working.pointsTo().stream().map(ItemId::value).toList());
    }
  }

  /**
   * L3.
   *
   * @param total of what is contributed, in steps
   * @param withdrawn whether the customer does not let events be counted
   * @param epochs of consolidation in which the customer has events, the oldest first
   * @param open how many events are in the epoch that is open
   */
  public record Collective(
      long cells,
      double total,
      List<Step> strongest,
      boolean withdrawn,
      List<InEpoch> epochs,
      long open) {

    public Collective {
      strongest = List.copyOf(strongest);
      epochs = List.copyOf(epochs);
    }
  }

  /** From one item to another. */
  public record Step(String from, String to, double weight) {}

  /**
   * The customer's part in a closed epoch.
   *
   * @param events of the customer
   * @param verdict what was decided: {@code promoted} is counted, {@code held} and {@code rejected}
   *     are not, {@code pending} is under the policy LIVE
   */
  public record InEpoch(long epoch, String closed, String verdict, long events) {

    static InEpoch of(Epoch epoch, long events) {
      String verdict = epoch.verdict().name().toLowerCase(Locale.ROOT);
      return new InEpoch(epoch.number(), epoch.closedAt().toString(), verdict, events);
    }
  }

  /** L4. */
  public record Release(String release, String dataDigest, long seed) {}

  @Override
  public List<String> toLines() {
    return new InspectionText(this).lines();
  }

  static String count(long number, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
  }
}
