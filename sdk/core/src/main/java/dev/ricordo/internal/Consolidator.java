package dev.ricordo.internal;

import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.EpochFigures;
import dev.ricordo.consolidation.Finding;
import dev.ricordo.consolidation.Gates;
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
 * scan.
 * Then, with all lanes held for a moment, the verdict is stored, the calendar says what counts from
 * now on, and D(e) is added to the sums or subtracted in one step. Shares that are hot were folded by
 * the calendar of before, so they are dropped.
 *
 * The journal counts the changes of an epoch, whichever process made them. An examination says how
 * many it knew of when it began: what comes later, though the scan may have it, has the epoch examined
 * once more, for nothing or not, and never once too few.
 */
final class Consolidator {

  /** So many wait for a moment if they want to learn while their journals are read. */
  private static final int PAGE = 50;

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

  Optional<Epoch> close() {
    Optional<Epoch> closed = epochs.close(now());
    if (closed.isPresent()) {
      calendar.read(epochs.all());
    }
    return closed.map(this::examine);
  }

  List<Epoch> examine() {
    List<Epoch> examined = new ArrayList<>();
    for (Epoch epoch : epochs.all()) {
      if (epoch.stale()) {
        examined.add(examine(epoch));
      } else if (!examined.isEmpty() && epoch.figures().isPresent()) {
        judgeAgain(epoch).ifPresent(examined::add);
      }
    }
    return examined;
  }

  /** An epoch that nobody touched may be judged otherwise if the one before it has changed. */
  private Optional<Epoch> judgeAgain(Epoch epoch) {
    List<Finding> findings = gates.examine(epoch.figures().orElseThrow(), before(epoch));
    return findings.equals(epoch.findings()) ? Optional.empty() : Optional.of(examine(epoch));
  }

  private Epoch examine(Epoch epoch) {
    return scanned(
        epoch,
        scan -> {
          EpochFigures figures = scan.figures();
          Epoch examined = epoch.examined(figures, gates.examine(figures, before(epoch)));
          return withVerdictOf(epoch, examined);
        });
  }

  /** What people decided stays; what the gates decided is decided anew. */
  private Epoch withVerdictOf(Epoch before, Epoch now) {
    boolean byPeople =
        switch (before.verdict()) {
          case PENDING -> false;
          case PROMOTED -> !before.passed();
          case HELD -> before.passed();
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
  private Optional<EpochFigures> before(Epoch epoch) {
    return epochs.all().stream()
        .filter(other -> other.number() < epoch.number() && other.verdict() == Verdict.PROMOTED)
        .reduce((earlier, later) -> later)
        .flatMap(Epoch::figures);
  }

  Epoch vote(long number, Verdict verdict, String voter) {
    Vote vote = new Vote(verdict, voter, now());
    Epoch epoch = require(number);
    if (epoch.verdict() == verdict) {
      return epoch;
    }
    List<Vote> votes = new ArrayList<>(epoch.votes());
    votes.removeIf(
        earlier -> earlier.voter().equals(voter) && earlier.verdict() != epoch.verdict());
    votes.add(vote);
    List<Vote> agreed = votes.stream().filter(one -> one.verdict() == verdict).toList();
    if (agreed.size() < Math.max(1, rules.approvals())) {
      epochs.update(require(number).voted(votes));
      return require(number);
    }
    return scanned(epoch, scan -> require(number).decided(verdict, agreed));
  }

  private Epoch require(long number) {
    return epochs.all().stream()
        .filter(epoch -> epoch.number() == number)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("number: there is no closed epoch " + number));
  }

  /** What becomes of an epoch, judged by the journals as they are when it is stored. */
  private interface Decision {
    Epoch of(EpochScan scan);
  }

  private Epoch scanned(Epoch epoch, Decision decision) {
    while (true) {
      EpochScan scan = new EpochScan(scanning, epoch);
      lanes.lockedAll(() -> following.begin(scan));
      try {
        read(epoch, scan);
        Optional<Epoch> decided = decide(epoch, scan, decision);
        if (decided.isPresent()) {
          return decided.get();
        }
      } finally {
        following.end();
      }
    }
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

  /** Empty if another process changed the journals meanwhile. */
  private Optional<Epoch> decide(Epoch epoch, EpochScan scan, Decision decision) {
    long changes = scan.changes();
    Epoch early = decision.of(scan);
    List<Epoch> decided = new ArrayList<>();
    lanes.lockedAll(
        () -> {
          if (!scan.spoiled()) {
            Epoch last = scan.changes() == changes ? early : decision.of(scan);
            epochs.update(last);
            apply(epoch, last, scan);
            decided.add(last);
          }
        });
    return decided.stream().findFirst();
  }

  private void apply(Epoch before, Epoch now, EpochScan scan) {
    boolean counted = rules.counts(before.verdict());
    boolean counts = rules.counts(now.verdict());
    if (counted != counts) {
      collective.change(sums -> scan.forEachChange(counts ? sums : sums.reversed()));
      calendar.read(epochs.all());
      memories.dropShares();
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
