package dev.ricordo.consolidation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An epoch that was examined or decided about, and what that made of the sums.
 *
 * @param epoch as it is now
 * @param counts whether what it brought is in the sums that serve; not before it was examined
 * @param before digest of the sums of all closed epochs before, see {@link #digest}
 * @param after the same afterwards
 * @param approvals how many people the rules ask for, {@link ConsolidationRules#approvals}
 */
public record Decision(Epoch epoch, boolean counts, String before, String after, int approvals) {

  /**
   * What became of epochs, one after the other.
   *
   * @param before all closed epochs as they were
   * @param changed those that are others now, in the order in which they were decided about
   */
  public static List<Decision> of(
      ConsolidationRules rules, List<Epoch> before, List<Epoch> changed) {
    SortedMap<Long, String> counting = counting(rules, before);
    List<Decision> decisions = new ArrayList<>();
    changed.forEach(epoch -> decisions.add(next(rules, counting, epoch)));
    return decisions;
  }

  /** The epochs that count, each with what it brought, as in {@link #digest}. */
  public static SortedMap<Long, String> counting(ConsolidationRules rules, List<Epoch> epochs) {
    SortedMap<Long, String> counting = new TreeMap<>();
    epochs.forEach(epoch -> put(counting, rules, epoch));
    return counting;
  }

  /**
   * What became of one epoch.
   *
   * @param counting the epochs that count before, as in {@link #digest}; afterwards those that do
   *     then
   */
  public static Decision next(
      ConsolidationRules rules, SortedMap<Long, String> counting, Epoch epoch) {
    String before = digest(counting);
    put(counting, rules, epoch);
    boolean counts = counting.containsKey(epoch.number());
    return new Decision(epoch, counts, before, digest(counting), rules.approvals());
  }

  private static void put(SortedMap<Long, String> counting, ConsolidationRules rules, Epoch epoch) {
    counting.remove(epoch.number());
    if (rules.counts(epoch.verdict())) {
      epoch.figures().ifPresent(figures -> counting.put(epoch.number(), figures.brought()));
    }
  }

  /**
   * The digest of what closed epochs add up to: SHA-256 in hexadecimal over a line {@code
   * number|brought} for each that counts, in their order. The sums are the sum of what these
   * brought, so they can be no others under the same digest.
   *
   * @param counting number to {@link EpochFigures#brought}
   */
  public static String digest(SortedMap<Long, String> counting) {
    MessageDigest digest = sha256();
    counting.forEach(
        (number, brought) ->
            digest.update((number + "|" + brought + "\n").getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
