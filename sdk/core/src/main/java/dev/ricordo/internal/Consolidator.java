package dev.ricordo.internal;

import dev.ricordo.collective.SumsAhead;
import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.EpochFigures;
import dev.ricordo.consolidation.Gates;
import dev.ricordo.consolidation.Names;
import dev.ricordo.consolidation.Verdict;
import dev.ricordo.consolidation.Vote;
import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.Epochs;
import dev.ricordo.spi.Journal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Closes epochs and decides about them in one engine. One call at a time, and none while the engine
 * hands over to another.
 */
/*
 * To decide about an epoch is to read the journals of those who have events in it, a few at a time
 * under their lanes, while everything goes on; what happens to these journals meanwhile reaches the
 * scan. The figures are computed and the sums got ready beside the others too (ADR 32).
 * Then, with all lanes held for a moment, the verdict is stored, the calendar says what counts from
 * now on, and D(e) is added to the sums or subtracted in one step. Shares that are hot were folded by
 * the calendar of before, so they are dropped. If the scan was changed since the figures were
 * computed, nothing is done and the epoch is read again; the last time it is decided about with the
 * lanes held, unless it is to be promoted.
 *
 * The journal counts the changes of an epoch, whichever process made them. An examination says how
 * many it knew of when it began: what comes later, though the scan may have it, has the epoch examined
 * once more, for nothing or not, and never once too few. And the journal promotes no epoch that has
 * changed since, and keeps no decision beside which another process took one: then, too, it is taken
 * again, by what is stored now.
 */
final class Consolidator {

  /** So many wait for a moment if they want to learn while their journals are read. */
  private static final int PAGE = 50;

  /** So often an epoch is read because somebody is forgotten meanwhile; then later. */
  private static final int MOST_SCANS = 5;

  private final ConsolidationRules rules;
  private final Gates gates;
  private final Clock clock;
  private final Journal journal;
  private final Epochs epochs;
  private final Calendar calendar;
  private final EpochScan.Setting scanning;
  private final Lanes lanes;
  private final Memories memories;
  private final CollectiveLevel collective;
  private final Following following;

  Consolidator(
      ConsolidationRules rules,
      Clock clock,
      Journal journal,
      Calendar calendar,
      EpochScan.Setting scanning,
      Lanes lanes,
      Memories memories,
      CollectiveLevel collective,
      Following following) {
    this.rules = rules;
    this.gates = new Gates(rules.gates());
    this.clock = clock;
    this.journal = journal;
    this.epochs = journal.epochs();
    this.calendar = calendar;
    this.scanning = scanning;
    this.lanes = lanes;
    this.memories = memories;
    this.collective = collective;
    this.following = following;
  }

  List<Epoch> epochs() {
    return epochs.all();
  }

  boolean stale() {
    return epochs.stale();
  }

  Optional<Epoch> close() {
    RulesInForce.require(epochs, rules);
    Optional<Epoch> closed = epochs.close(now());
    if (closed.isPresent()) {
      calendar.read(epochs.all());
      examineStale();
    }
    return closed.map(epoch -> require(epoch.number()));
  }

  List<Epoch> examine() {
    RulesInForce.require(epochs, rules);
    return examineStale();
  }

  private List<Epoch> examineStale() {
    List<Epoch> examined = new ArrayList<>();
    List<Epoch> all = epochs.all();
    for (Epoch epoch : all) {
      if (epoch.stale() || (!examined.isEmpty() && judgedOtherwise(epoch, all))) {
        Optional<Epoch> decided = examine(epoch);
        if (decided.isEmpty()) {
          break; // those after it are judged by it
        }
        examined.add(decided.get());
        all = calendarWith(decided.get(), all);
      }
    }
    return examined;
  }

  /** An epoch that nobody touched may be judged otherwise if the one before it has changed. */
  private boolean judgedOtherwise(Epoch epoch, List<Epoch> all) {
    return epoch
        .figures()
        .filter(figures -> !gates.examine(figures, before(epoch, all)).equals(epoch.findings()))
        .isPresent();
  }

  private Optional<Epoch> examine(Epoch epoch) {
    return scanned(
        epoch.number(),
        scan -> {
          EpochFigures figures = scan.figures();
          return (present, all) ->
              withVerdictOf(
                  present, present.examined(figures, gates.examine(figures, before(present, all))));
        });
  }

  /** What people decided stays; what the gates decided is decided anew. */
  private Epoch withVerdictOf(Epoch before, Epoch now) {
    boolean byPeople =
        switch (before.verdict()) {
          case PENDING -> false;
          case PROMOTED -> !before.passed();
          case HELD -> before.votes().stream().anyMatch(vote -> vote.verdict() == Verdict.HELD);
          case REJECTED -> true;
        };
    if (byPeople) {
      return now;
    }
    if (!now.passed()) {
      return now.decided(Verdict.HELD);
    }
    if (before.verdict() == Verdict.PROMOTED) {
      return now;
    }
    if (rules.approvals() == 0) {
      return now.decided(Verdict.PROMOTED);
    }
    return before.verdict() == Verdict.PENDING ? now : now.decided(Verdict.PENDING);
  }

  /** The figures of the last promoted epoch before one. */
  private static Optional<EpochFigures> before(Epoch epoch, List<Epoch> all) {
    return all.stream()
        .filter(other -> other.number() < epoch.number() && other.verdict() == Verdict.PROMOTED)
        .reduce((earlier, later) -> later)
        .flatMap(Epoch::figures);
  }

  Epoch vote(long number, Verdict verdict, String voter) {
    RulesInForce.require(epochs, rules);
    Vote vote = new Vote(verdict, voter, now());
    while (true) {
      Epoch present = require(number);
      if (present.verdict() == verdict) {
        return present;
      }
      requireExamined(number, verdict);
      Epoch voted = with(vote, present);
      if (voted.verdict() == verdict) {
        return scanned(number, scan -> (epoch, all) -> with(vote, epoch))
            .orElseThrow(() -> changed(number));
      }
      if (epochs.update(present, voted)) {
        return require(number);
      }
    }
  }

  /** Decided about if enough people agree; as it is if it has this verdict. */
  private Epoch with(Vote vote, Epoch epoch) {
    Verdict verdict = vote.verdict();
    if (epoch.verdict() == verdict) {
      return epoch;
    }
    List<Vote> votes = new ArrayList<>(epoch.votes());
    votes.removeIf(
        earlier ->
            Names.same(earlier.voter(), vote.voter()) && earlier.verdict() != epoch.verdict());
    votes.add(vote);
    List<Vote> agreed = votes.stream().filter(one -> one.verdict() == verdict).toList();
    return Names.people(agreed.stream().map(Vote::voter)) < Math.max(1, rules.approvals())
        ? epoch.voted(votes)
        : epoch.decided(verdict, agreed);
  }

  private void requireExamined(long number, Verdict verdict) {
    if (verdict == Verdict.PROMOTED) {
      epochs.all().stream()
          .filter(one -> one.number() <= number && one.stale())
          .findFirst()
          .ifPresent(
              one -> {
                throw changed(one.number());
              });
    }
  }

  private static IllegalStateException changed(long number) {
    return new IllegalStateException(
        "epoch " + number + " has changed since it was examined: examine, and vote again");
  }

  private Epoch require(long number) {
    return epochs.all().stream()
        .filter(epoch -> epoch.number() == number)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("number: there is no closed epoch " + number));
  }

  /** Computed beside others. */
  private interface Decision {
    Outcome of(EpochScan scan);
  }

  /** What becomes of an epoch beside all others: asked with all lanes held. */
  private interface Outcome {
    Epoch of(Epoch epoch, List<Epoch> all);
  }

  /**
   * Empty if the epoch would be promoted and changes as often as it is read, or if another process
   * does as often.
   */
  private Optional<Epoch> scanned(long number, Decision decision) {
    Optional<Epoch> decided = Optional.empty();
    for (int time = 1; time <= MOST_SCANS && decided.isEmpty(); time++) {
      Epoch epoch = require(number);
      EpochScan scan = new EpochScan(scanning, epoch);
      lanes.lockedAll(() -> following.begin(scan));
      try {
        read(epoch, scan);
        decided =
            time < MOST_SCANS ? decide(epoch, scan, decision) : decideAtLast(epoch, scan, decision);
      } finally {
        following.end();
      }
    }
    return decided;
  }

  /**
   * Lets nobody change the epoch while it is decided about, but for a promotion, which can wait.
   */
  private Optional<Epoch> decideAtLast(Epoch epoch, EpochScan scan, Decision decision) {
    if (decision.of(scan).of(epoch, epochs.all()).verdict() == Verdict.PROMOTED) {
      return decide(epoch, scan, decision);
    }
    List<Epoch> decided = new ArrayList<>();
    lanes.lockedAll(() -> decide(epoch, scan, decision).ifPresent(decided::add));
    return decided.stream().findFirst();
  }

  private void read(Epoch epoch, EpochScan scan) {
    List<CustomerId> page = new ArrayList<>(PAGE);
    epochs.forEachContributor(
        epoch,
        customer -> {
          page.add(customer);
          if (page.size() == PAGE) {
            readPage(page, scan);
          }
        });
    readPage(page, scan);
  }

  private void readPage(List<CustomerId> page, EpochScan scan) {
    lanes.locked(
        page,
        owners -> {
          scanning.standings().of(owners); // asked for at once, so that they are hot
          journal.readAll(owners).forEach(scan::read);
          return owners;
        });
    page.clear();
  }

  /** Empty if the epoch has changed since the scan began, so that it has to be read again. */
  private Optional<Epoch> decide(Epoch epoch, EpochScan scan, Decision decision) {
    long changes = scan.changes();
    Outcome outcome = decision.of(scan);
    boolean counts = rules.counts(outcome.of(epoch, epochs.all()).verdict());
    boolean moves = counts != rules.counts(epoch.verdict());
    SumsAhead ahead = collective.ahead(moves ? scan.brought(counts) : scan.nothing());
    List<Epoch> decided = new ArrayList<>();
    try {
      lanes.lockedAll(
          () -> {
            List<Epoch> all = epochs.all();
            Epoch now = outcome.of(epoch, all);
            boolean asExpected = rules.counts(now.verdict()) == counts;
            boolean unchanged = !scan.spoiled() && scan.changes() == changes;
            if (unchanged && asExpected && epochs.update(epoch, now)) {
              decided.add(now);
              if (moves) {
                collective.add(ahead);
                calendar.read(calendarWith(now, all));
                memories.dropShares();
              }
            }
          });
    } finally {
      collective.drop(ahead);
    }
    return decided.stream().findFirst();
  }

  private static List<Epoch> calendarWith(Epoch decided, List<Epoch> all) {
    return all.stream().map(epoch -> epoch.number() == decided.number() ? decided : epoch).toList();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
