package dev.ricordo.consolidation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A closed epoch: the events that were accepted after the epoch before it and up to a position.
 *
 * @param number 1 for the first, without gaps
 * @param firstPosition of the first event that may be in it
 * @param lastPosition of the last event in it
 * @param closedAt when it was closed
 * @param verdict what was decided
 * @param changes how often it became another: when it was closed, and whenever somebody with events
 *     in it was forgotten, merged, unmerged, or changed what may be counted
 * @param examined how many of these changes the last examination knew of; 0 before the first
 * @param figures of the last examination
 * @param findings of the gates in the last examination
 * @param votes of people: those who gave the present verdict, and those who want another
 */
public record Epoch(
    long number,
    long firstPosition,
    long lastPosition,
    Instant closedAt,
    Verdict verdict,
    long changes,
    long examined,
    Optional<EpochFigures> figures,
    List<Finding> findings,
    List<Vote> votes) {

  /**
   * @throws IllegalArgumentException if the epoch is numbered below 1 or ends before it begins
   */
  public Epoch {
    if (number < 1) {
      throw new IllegalArgumentException("number: must be at least 1, is " + number);
    }
    if (firstPosition < 1 || lastPosition < firstPosition) {
      throw new IllegalArgumentException(
          "lastPosition: must be at least firstPosition, which must be at least 1, they are "
              + lastPosition
              + " and "
              + firstPosition);
    }
    findings = List.copyOf(findings);
    votes = List.copyOf(votes);
  }

  /** One that was closed a moment ago. */
  public static Epoch closed(long number, long firstPosition, long lastPosition, Instant at) {
    return new Epoch(
        number,
        firstPosition,
        lastPosition,
        at,
        Verdict.PENDING,
        1,
        0,
        Optional.empty(),
        List.of(),
        List.of());
  }

  /** Whether an event at a position is in this epoch. */
  public boolean holds(long position) {
    return position >= firstPosition && position <= lastPosition;
  }

  /** Whether it has to be examined. */
  public boolean stale() {
    return changes != examined;
  }

  /** Whether it has the verdict and the votes of another reading of it. */
  public boolean decidedLike(Epoch other) {
    return verdict == other.verdict && votes.equals(other.votes);
  }

  /** Whether it was promoted, and not yet as it was before. */
  public boolean promotedAfter(Epoch before) {
    return verdict == Verdict.PROMOTED && before.verdict != Verdict.PROMOTED;
  }

  /** Whether every gate let it pass. */
  public boolean passed() {
    return figures.isPresent() && findings.stream().allMatch(Finding::passed);
  }

  /** Examined anew. Who voted on other figures, and has not been followed, has to vote again. */
  public Epoch examined(EpochFigures newFigures, List<Finding> newFindings) {
    boolean same = figures.filter(newFigures::equals).isPresent();
    List<Vote> stay = votes.stream().filter(vote -> same || vote.verdict() == verdict).toList();
    return with(verdict, changes, changes, Optional.of(newFigures), newFindings, stay);
  }

  /** The same, changed so often. */
  public Epoch withChanges(long times) {
    return with(verdict, times, examined, figures, findings, votes);
  }

  /** Decided about by the gates; no vote is open any more. */
  public Epoch decided(Verdict newVerdict) {
    return decided(newVerdict, List.of());
  }

  /** Decided about by people. */
  public Epoch decided(Verdict newVerdict, List<Vote> agreed) {
    return with(newVerdict, changes, examined, figures, findings, agreed);
  }

  /** With the votes of people, the verdict being what it was. */
  public Epoch voted(List<Vote> newVotes) {
    return decided(verdict, newVotes);
  }

  private Epoch with(
      Verdict newVerdict,
      long newChanges,
      long newExamined,
      Optional<EpochFigures> newFigures,
      List<Finding> newFindings,
      List<Vote> newVotes) {
    return new Epoch(
        number,
        firstPosition,
        lastPosition,
        closedAt,
        newVerdict,
        newChanges,
        newExamined,
        newFigures,
        newFindings,
        newVotes);
  }
}
