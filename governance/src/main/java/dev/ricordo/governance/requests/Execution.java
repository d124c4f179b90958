package dev.ricordo.governance.requests;

import dev.ricordo.RicordoException;
import dev.ricordo.Scope;
import dev.ricordo.base.Base;
import dev.ricordo.consent.Purpose;
import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.evidence.hold.KeepingJournal;
import dev.ricordo.governance.AnswersBeside;
import dev.ricordo.governance.ForgetCustomer;
import dev.ricordo.governance.Forgotten;
import dev.ricordo.governance.ForgottenEvents;
import dev.ricordo.governance.JournalDigest;
import dev.ricordo.lab.Progress;
import dev.ricordo.spi.JournalEntry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Does what a request asks for. Everything may be asked for twice: what was done is recognised by
 * the plan. Thread-safe if its parts are.
 */
/*
 * What was there before an erasure is written down nowhere, not even as a digest: who has that and
 * its salt could try until it fits, and the erased are to be gone. It is known from the erasure to
 * the certificate of the same act, on the heap. After a crash the certificate says "unknown".
 */
public final class Execution {

  private final KeepingJournal journal;
  private final Optional<Base> base;
  private final Handover handover;
  private final Map<UUID, Forgotten> seen = new ConcurrentHashMap<>();

  /**
   * @param journal keeps what legal holds ask for before it is destroyed
   * @param base says which items are of a category or brand, and by which rules events are counted
   */
  public Execution(KeepingJournal journal, Optional<Base> base, Handover handover) {
    this.journal = journal;
    this.base = base;
    this.handover = handover;
  }

  /**
   * What it would do.
   *
   * @throws IllegalArgumentException if the customer has no event that could be put right
   */
  Request.Plan plan(Filed filed, CustomerId customer, Instant at) {
    requireEvent(filed, customer);
    ForgetCustomer.Extent extent = extent(filed, customer, at);
    boolean erases = filed.request().right() == Right.ERASURE;
    boolean counts = erases || filed.request().right() == Right.RECTIFICATION;
    return new Request.Plan(
        at,
        extent.last(),
        counts ? extent.events() : 0,
        counts ? extent.cells() : 0,
        counts && journal.holds(customer),
        counts ? extent.epochs() : List.of(),
        keepsSome(filed) ? digest(filed, extent.kept()) : null);
  }

  private void requireEvent(Filed filed, CustomerId customer) {
    if (filed.request().right() == Right.RECTIFICATION
        && !overtaken(filed)
        && named(filed, customer).isEmpty()) {
      throw new IllegalArgumentException(
          "correction.event: the customer has no such event, so there is nothing to put right;"
              + " refuse the request, or open one that names an event of the customer's");
    }
  }

  /** Whether some events go and the others are to stay as they are. */
  private static boolean keepsSome(Filed filed) {
    Request request = filed.request();
    return request.some() || request.right() == Right.RECTIFICATION;
  }

  private static String digest(Filed filed, List<JournalEntry> entries) {
    return JournalDigest.of(filed.details().map(Details::salt).orElse(""), entries);
  }

  private ForgetCustomer.Extent extent(Filed filed, CustomerId customer, Instant at) {
    ForgetCustomer act = forgetting(at);
    return filed.details().flatMap(Details::putRight).isPresent()
        ? act.extent(customer, about(filed), becoming(filed))
        : act.extent(customer, about(filed));
  }

  /** What becomes of the customer's events in a rectification. */
  private static Function<JournalEntry, Optional<JournalEntry>> becoming(Filed filed) {
    Details.Correction correction = correction(filed);
    return entry ->
        Optional.of(
            entry.event().id().value().equals(correction.event())
                ? new JournalEntry(entry.position(), correction.corrected(entry.event()))
                : entry);
  }

  /**
   * How the answers would change; empty for what changes none, and without a base to answer with.
   *
   * @throws IllegalArgumentException if the request names nobody any more
   */
  public Optional<AnswersBeside> answers(Filed filed, CustomerId customer, Progress progress) {
    ForgetCustomer act = forgetting(filed.request().deadline().received());
    return switch (filed.request().right()) {
      case ERASURE -> act.answers(customer, act.without(about(filed)), progress);
      case RECTIFICATION ->
          filed.details().isEmpty()
              ? Optional.empty()
              : act.answers(customer, becoming(filed), progress);
      case ACCESS, PORTABILITY, RESTRICTION, OBJECTION, WITHDRAWAL -> Optional.empty();
    };
  }

  /**
   * The plan of another try. As long as nothing is gone it is made anew: holds are placed and
   * released between two tries, other events come and go. Of what was destroyed already it says
   * what it said then.
   */
  /*
   * Noted before it is asked: a hold that is released afterwards finds the request and changes it.
   */
  Request.Plan planAgain(Filed filed, CustomerId customer) {
    Request.Plan plan = plan(filed);
    if (!destroys(filed, customer)) {
      return plan;
    }
    journal.note(customer, filed.id());
    Request.Plan now = plan(filed, customer, plan.at());
    return now.events() < plan.events() ? plan.withHeld(now.held()) : now;
  }

  /** Whether there is something left to destroy. */
  boolean destroys(Filed filed, CustomerId customer) {
    return switch (filed.request().right()) {
      case ERASURE -> !overtaken(filed) && !wasErased(filed, customer, plan(filed));
      case RECTIFICATION -> !overtaken(filed) && wrong(filed, customer).isPresent();
      case ACCESS, PORTABILITY, RESTRICTION, OBJECTION, WITHDRAWAL -> false;
    };
  }

  private ForgetCustomer forgetting(Instant at) {
    return forgetting(journal, at);
  }

  private ForgetCustomer forgetting(KeepingJournal keeping, Instant at) {
    return new ForgetCustomer(keeping, base, Clock.fixed(at, ZoneOffset.UTC));
  }

  /** Which events go; none for all. */
  private static Optional<Scope> about(Filed filed) {
    return filed
        .details()
        .flatMap(
            details ->
                details.correction() == null
                    ? details.which()
                    : Optional.of(
                        Scope.builder().event(EventId.of(details.correction().event())).build()));
  }

  /** Whether somebody else erased the customer meanwhile, and with it what was asked for. */
  private static boolean overtaken(Filed filed) {
    Request request = filed.request();
    return filed.details().isEmpty() && (request.some() || request.right() == Right.RECTIFICATION);
  }

  /** Does it, and returns the plan as it was carried out. */
  Request.Plan execute(Filed filed, CustomerId customer) {
    Request request = filed.request();
    switch (request.right()) {
      case ACCESS, PORTABILITY -> handover.export(customer);
      case RECTIFICATION -> rectify(filed, customer);
      case ERASURE -> {
        return erase(filed, customer);
      }
      case RESTRICTION -> stand(customer, filed, Standing.UNSAID.withRestricted(true));
      case OBJECTION -> stand(customer, filed, Standing.UNSAID.withObjectsToMarketing(true));
      case WITHDRAWAL -> stand(customer, filed, withdrawn(request.purposes()));
    }
    return plan(filed);
  }

  private static Standing withdrawn(Set<Purpose> purposes) {
    Standing standing = Standing.UNSAID;
    for (Purpose purpose : purposes) {
      standing = standing.withConsent(purpose, false);
    }
    return standing;
  }

  /** Adds what is asked for to what was said: nothing that was said is softened by it. */
  private void stand(CustomerId customer, Filed filed, Standing asked) {
    journal.stand(customer, said -> said.and(asked), plan(filed).at());
  }

  /** What is found afterwards is not looked at here but when it is verified, crash or not. */
  private Request.Plan erase(Filed filed, CustomerId customer) {
    Request.Plan plan = plan(filed);
    noteWithHolds(filed, customer);
    if (overtaken(filed) || wasErased(filed, customer, plan)) {
      return plan;
    }
    Forgotten done =
        forgetting(journal.noting(filed.id()), plan.at()).forget(customer, about(filed));
    if (done.events() >= plan.events()) { // else an earlier try took the rest
      seen.put(filed.id(), done);
      plan = plan.withErased(done.events(), done.cells());
    }
    boolean gone = done.events() == 0; // by an earlier try, whose copies are as planned
    return plan.withHeld(done.held() || (gone && plan.held())).withEpochs(done.epochs());
  }

  /** Drops what was seen of an erasure: an act that failed leaves nothing of it on the heap. */
  void drop(UUID request) {
    seen.remove(request);
  }

  /** Of somebody who had no events, an erasure that left no trace is done again. */
  private boolean wasErased(Filed filed, CustomerId customer, Request.Plan plan) {
    boolean left = found(filed, customer).left() > 0;
    return !left && (plan.events() > 0 || !journal.read(customer, 1).isEmpty());
  }

  private ForgetCustomer.Found found(Filed filed, CustomerId customer) {
    Request.Plan plan = plan(filed);
    ForgetCustomer.Found found = forgetting(plan.at()).find(customer, about(filed), plan.last());
    return filed.request().right() == Right.RECTIFICATION
        ? new ForgetCustomer.Found(wrong(filed, customer).isPresent() ? 1 : 0, found.kept())
        : found;
  }

  /** Before the erasure, which destroys who is one with the customer. */
  private void noteWithHolds(Filed filed, CustomerId customer) {
    if (plan(filed).held()) {
      journal.note(customer, filed.id());
    }
  }

  /** Adds no event, and asks for no consent: what is kept is put right, whatever it is used for. */
  private void rectify(Filed filed, CustomerId customer) {
    noteWithHolds(filed, customer);
    if (!overtaken(filed)) {
      Details.Correction correction = correction(filed);
      wrong(filed, customer)
          .ifPresent(wrong -> journal.replace(correction.corrected(wrong), plan(filed).at()));
    }
  }

  /** The event that is to be put right, for as long as it is not. */
  private Optional<Event> wrong(Filed filed, CustomerId customer) {
    Details.Correction correction = correction(filed);
    return named(filed, customer).filter(event -> !event.equals(correction.corrected(event)));
  }

  /** The event that a correction names, right or wrong. */
  private Optional<Event> named(Filed filed, CustomerId customer) {
    String id = correction(filed).event();
    return journal.read(customer, 1).stream()
        .map(JournalEntry::event)
        .filter(event -> event.id().value().equals(id))
        .findFirst();
  }

  private static Details.Correction correction(Filed filed) {
    return Objects.requireNonNull(filed.details().orElseThrow().correction());
  }

  /**
   * Looks whether it is so, and whether nothing else of the customer has changed.
   *
   * @return what was found of an erasure; none if nothing is erased
   * @throws RicordoException if it is not so
   */
  Optional<Request.Finding> verify(Filed filed, CustomerId customer, Instant at) {
    Optional<Request.Finding> finding = finding(filed, customer, at);
    if (finding.isPresent()) {
      requireFit(finding.get(), plan(filed));
    }
    Request request = filed.request();
    boolean so =
        switch (request.right()) {
          case ACCESS, PORTABILITY, RECTIFICATION, ERASURE -> true;
          case RESTRICTION -> journal.standing(customer).restricted();
          case OBJECTION -> journal.standing(customer).objectsToMarketing();
          case WITHDRAWAL -> journal.standing(customer).withdrawn().containsAll(request.purposes());
        };
    if (!so) {
      throw new RicordoException(
          "verify: what was asked for is not so; it was changed meanwhile, or the store failed. If it"
              + " is to be so, change it by \"ricordo consent\" and execute again; else refuse the"
              + " request");
    }
    return finding;
  }

  private Optional<Request.Finding> finding(Filed filed, CustomerId customer, Instant at) {
    Right right = filed.request().right();
    if (overtaken(filed) || (right != Right.ERASURE && right != Right.RECTIFICATION)) {
      return Optional.empty();
    }
    ForgetCustomer.Found found = found(filed, customer);
    String kept = keepsSome(filed) ? digest(filed, found.kept()) : null;
    return Optional.of(new Request.Finding(at, found.left(), kept));
  }

  private static void requireFit(Request.Finding finding, Request.Plan plan) {
    if (finding.left() > 0) {
      throw new RicordoException(
          "verify: events that were to go are there: "
              + finding.left()
              + "; they came meanwhile, or the store failed. Execute again: they are forgotten first");
    }
    if (!finding.keptUnchanged(plan)) {
      throw new RicordoException(
          "verify: the events that were to stay are not what they were; they were changed"
              + " meanwhile, or the store failed. This is not certified: open another request for the"
              + " same, and refuse this one");
    }
  }

  void certify(Filed filed, CustomerId customer) {
    if (filed.request().right() == Right.ERASURE && !overtaken(filed)) {
      handover.certify(filed.id(), customer, filed.request(), done(filed, customer));
    }
  }

  /** As it was found when it was verified. */
  private Forgotten done(Filed filed, CustomerId customer) {
    Request.Plan plan = planOfOwn(filed);
    Request.Finding finding = filed.request().finding();
    if (finding == null) {
      throw new RicordoException(
          "certify: nothing was written down of what was found, by an older version");
    }
    return new Forgotten(
        about(filed),
        plan.at(),
        plan.events(),
        new ForgottenEvents(new TreeMap<>(), 0, Optional.empty(), Optional.empty()),
        plan.cells(),
        journal.panels().owing(customer).size(),
        plan.held(),
        plan.epochs(),
        finding.left(),
        finding.keptUnchanged(plan),
        keepsSome(filed) ? found(filed, customer).kept() : List.of(),
        Optional.ofNullable(seen.get(filed.id())).flatMap(Forgotten::before),
        Optional.ofNullable(seen.get(filed.id()))
            .map(Forgotten::counted)
            .orElseGet(() -> forgetting(plan.at()).counts(customer)));
  }

  /** What this request erased: nothing, if another act did so between two tries of it. */
  private Request.Plan planOfOwn(Filed filed) {
    Request.Plan plan = plan(filed);
    boolean own = seen.containsKey(filed.id()) || handover.destroyedKeys(plan.at());
    return own ? plan : plan.ofNothing();
  }

  private static Request.Plan plan(Filed filed) {
    return Objects.requireNonNull(filed.request().plan());
  }
}
