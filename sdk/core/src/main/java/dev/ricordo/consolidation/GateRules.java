package dev.ricordo.consolidation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How strict the gates are. Shares are in percent.
 *
 * @param minimumContributors the fewest customers that an epoch may come from
 * @param largestShare the most that one customer's events may be of all
 * @param floodEvents a customer with more events in one epoch is a flood
 * @param floodShare the most that events of floods may be of all
 * @param hasteViews a view is hasty if the customer's view this many views ago is less than ten
 *     seconds older, by the events' own times
 * @param hasteShare the most that hasty views may be of all events
 * @param exposure the most that the events of one campaign may be of all: an epoch above it says
 *     what was pushed at customers, not what they looked for. A campaign that reached fewer
 *     customers than an epoch must come from pushes nobody
 * @param brandRise by how many points the share of any brand may exceed the one it had in the last
 *     promoted epoch
 * @param drift how far the shares of the categories may lie from those of the last promoted epoch:
 *     half of the sum of the differences
 * @param panel how many of the customers are in the panel by which an epoch's quality is judged, as
 *     long as they let their data train: a digest of the customer's id says who
 * @param panelCases with fewer steps of the panel, now or then, its hits say nothing
 * @param panelLoss by how much the panel's share of hits may fall below that of the last promoted
 *     epoch, in percent of it
 */
public record GateRules(
    long minimumContributors,
    int largestShare,
    long floodEvents,
    int floodShare,
    int hasteViews,
    int hasteShare,
    int exposure,
    int brandRise,
    int drift,
    int panel,
    long panelCases,
    int panelLoss) {

  /** For a shop with some hundreds of visitors in an epoch. */
  public static final GateRules DEFAULT =
      new GateRules(20, 25, 2_000, 20, 20, 20, 60, 40, 60, 5, 100, 50);

  /**
   * @throws IllegalArgumentException naming the rule that is out of range
   */
  public GateRules {
    requireBetween("minimumContributors", minimumContributors, 1, Long.MAX_VALUE);
    requireBetween("largestShare", largestShare, 1, 100);
    requireBetween("floodEvents", floodEvents, 1, Long.MAX_VALUE);
    requireBetween("floodShare", floodShare, 0, 100);
    requireBetween("hasteViews", hasteViews, 1, Integer.MAX_VALUE);
    requireBetween("hasteShare", hasteShare, 0, 100);
    requireBetween("exposure", exposure, 0, 100);
    requireBetween("brandRise", brandRise, 0, 100);
    requireBetween("drift", drift, 0, 100);
    requireBetween("panel", panel, 0, 100);
    requireBetween("panelCases", panelCases, 1, Long.MAX_VALUE);
    requireBetween("panelLoss", panelLoss, 0, 100);
  }

  private static void requireBetween(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": must be from " + least + " to " + most + ", is " + value);
    }
  }

  /** Every limit by its name, in the order above. */
  public Map<String, Long> named() {
    Map<String, Long> named = new LinkedHashMap<>();
    named.put("minimumContributors", minimumContributors);
    named.put("largestShare", (long) largestShare);
    named.put("floodEvents", floodEvents);
    named.put("floodShare", (long) floodShare);
    named.put("hasteViews", (long) hasteViews);
    named.put("hasteShare", (long) hasteShare);
    named.put("exposure", (long) exposure);
    named.put("brandRise", (long) brandRise);
    named.put("drift", (long) drift);
    named.put("panel", (long) panel);
    named.put("panelCases", panelCases);
    named.put("panelLoss", (long) panelLoss);
    return named;
  }

  /**
   * The same, but for one limit.
   *
   * @param name as in {@link #named}
   * @throws IllegalArgumentException if there is none of this name, or the value is out of range
   */
  public GateRules with(String name, long value) {
    Map<String, Long> named = named();
    if (named.replace(name, value) == null) {
      throw new IllegalArgumentException(name + ": is no limit of a gate, there are " + named());
    }
    return of(named);
  }

  private static GateRules of(Map<String, Long> named) {
    return new GateRules(
        number(named, "minimumContributors"),
        whole(named, "largestShare"),
        number(named, "floodEvents"),
        whole(named, "floodShare"),
        whole(named, "hasteViews"),
        whole(named, "hasteShare"),
        whole(named, "exposure"),
        whole(named, "brandRise"),
        whole(named, "drift"),
        whole(named, "panel"),
        number(named, "panelCases"),
        whole(named, "panelLoss"));
  }

  private static long number(Map<String, Long> named, String name) {
    return Objects.requireNonNull(named.get(name), name);
  }

  /** What does not fit is out of every range, and stays so. */
  private static int whole(Map<String, Long> named, String name) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number(named, name)));
  }
}
