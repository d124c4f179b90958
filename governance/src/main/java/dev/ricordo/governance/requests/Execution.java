package dev.ricordo.governance.requests;

import dev.ricordo.RicordoException;
import dev.ricordo.Scope;
import dev.ricordo.base.Base;
import dev.ricordo.consent.Purpose;
import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.EventId;
import dev.ricordo.evidence.hold.KeepingJournal;
import dev.ricordo.governance.ForgetCustomer;
import dev.ricordo.governance.Forgotten;
import dev.ricordo.governance.ForgottenEvents;
import dev.ricordo.spi.Appended;
import dev.ricordo.spi.JournalEntry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Does what a request asks for. Everything may be asked for twice: what was done is recognised by
 * the plan. Thread-safe if its parts are.
 */
public final class Execution {

  private final KeepingJournal journal;
  private final Optional<Base> base;
  private final Handover handover;

  /**
   * @param journal keeps what legal holds ask for before it is destroyed
   * @param base says which items are of a category or brand, and by which rules events are counted
   */
  public Execution(KeepingJournal journal, Optional<Base> base, Handover handover) {
    this.journal = journal;
    this.base = base;
    this.handover = handover;
  }

  Request.Plan plan(Filed filed, CustomerId customer, Instant at) {
    ForgetCustomer.Extent extent = forgetting(at).extent(customer, about(filed));
    boolean erases = filed.request().right() == Right.ERASURE;
    boolean counts = erases || filed.request().right() == Right.RECTIFICATION;
    return new Request.Plan(
        at,
        extent.last(),
        counts ? extent.events() : 0,
        counts ? extent.cells() : 0,
        counts && journal.holds(customer));
  }

  /**
   * The plan, with the holds that are there now: between two tries holds are placed and released.
   * Of what was destroyed already it says what it said then.
   */
  /*
   * Noted before it is asked: a hold that is released afterwards finds the request and changes it.
   */
  Request.Plan planWithHolds(Filed filed, CustomerId customer) {
    Request.Plan plan = plan(filed);
    if (!destroys(filed, customer, plan)) {
      return plan;
    }
    journal.note(customer, filed.id());
    return plan.withHeld(journal.holds(customer));
  }

  /** Whether there is something left to destroy. */
  private boolean destroys(Filed filed, CustomerId customer, Request.Plan plan) {
    return switch (filed.request().right()) {
      case ERASURE -> !overtaken(filed) && !wasErased(filed, customer, plan);
      case RECTIFICATION ->
          !overtaken(filed) && find(customer, EventId.of(correction(filed).event())).isPresent();
      case ACCESS, PORTABILITY, RESTRICTION, OBJECTION, WITHDRAWAL -> false;
    };
  }

  private ForgetCustomer forgetting(Instant at) {
    return new ForgetCustomer(journal, base, Clock.fixed(at, ZoneOffset.UTC));
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

  void execute(Filed filed, CustomerId customer) {
    Request request = filed.request();
    switch (request.right()) {
      case ACCESS, PORTABILITY -> handover.export(customer);
      case RECTIFICATION -> rectify(filed, customer);
      case ERASURE -> erase(filed, customer);
      case RESTRICTION -> stand(customer, filed, Standing.UNSAID.withRestricted(true));
      case OBJECTION -> stand(customer, filed, Standing.UNSAID.withObjectsToMarketing(true));
      case WITHDRAWAL -> stand(customer, filed, withdrawn(request.purposes()));
    }
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

  private void erase(Filed filed, CustomerId customer) {
    Request.Plan plan = plan(filed);
    noteWithHolds(filed, customer);
    if (overtaken(filed) || wasErased(filed, customer, plan)) {
      return;
    }
    forgetting(plan.at()).forget(customer, about(filed));
  }

  /** Of somebody who had no events, an erasure that left no trace is done again. */
  private boolean wasErased(Filed filed, CustomerId customer, Request.Plan plan) {
    boolean left = forgetting(plan.at()).left(customer, about(filed), plan.last()) > 0;
    return !left && (plan.events() > 0 || !journal.read(customer, 1).isEmpty());
  }

  /** Before the erasure, which destroys who is one with the customer. */
  private void noteWithHolds(Filed filed, CustomerId customer) {
    if (plan(filed).held()) {
      journal.note(customer, filed.id());
    }
  }

  /** The right event first: while both are there, nothing is lost. */
  private void rectify(Filed filed, CustomerId customer) {
    noteWithHolds(filed, customer);
    if (overtaken(filed)) {
      return;
    }
    Details.Correction correction = correction(filed);
    EventId wrong = EventId.of(correction.event());
    Optional<JournalEntry> found = find(customer, wrong);
    if (found.isEmpty()) {
      return;
    }
    Appended appended = journal.append(List.of(correction.corrected(found.get().event()))).get(0);
    if (appended instanceof Appended.Forgotten) {
      throw new RicordoException(
          "rectification: the corrected event lies before an erasure of the customer");
    }
    journal.erase(customer, Set.of(wrong), plan(filed).at());
  }

  private Optional<JournalEntry> find(CustomerId customer, EventId id) {
    return journal.read(customer, 1).stream()
        .filter(entry -> entry.event().id().equals(id))
        .findFirst();
  }

  private static Details.Correction correction(Filed filed) {
    return Objects.requireNonNull(filed.details().orElseThrow().correction());
  }

  /**
   * @throws RicordoException if it is not so
   */
  void verify(Filed filed, CustomerId customer) {
    Request request = filed.request();
    boolean so =
        switch (request.right()) {
          case ACCESS, PORTABILITY -> true;
          case ERASURE -> overtaken(filed) || noneLeft(filed, customer);
          case RECTIFICATION -> overtaken(filed) || rectified(filed, customer);
          case RESTRICTION -> journal.standing(customer).restricted();
          case OBJECTION -> journal.standing(customer).objectsToMarketing();
          case WITHDRAWAL -> journal.standing(customer).withdrawn().containsAll(request.purposes());
        };
    if (!so) {
      throw new RicordoException(
          "verify: what was asked for is not so; it was changed meanwhile, or the store failed");
    }
  }

  private boolean noneLeft(Filed filed, CustomerId customer) {
    Request.Plan plan = plan(filed);
    return forgetting(plan.at()).left(customer, about(filed), plan.last()) == 0;
  }

  private boolean rectified(Filed filed, CustomerId customer) {
    Details.Correction correction = correction(filed);
    boolean wrongIsGone = find(customer, EventId.of(correction.event())).isEmpty();
    boolean nothingThere = plan(filed).events() == 0;
    return wrongIsGone && (nothingThere || find(customer, correction.correctedId()).isPresent());
  }

  void certify(Filed filed, CustomerId customer) {
    if (filed.request().right() == Right.ERASURE && !overtaken(filed)) {
      handover.certify(filed.id(), customer, filed.request(), done(filed, customer));
    }
  }

  private Forgotten done(Filed filed, CustomerId customer) {
    Request.Plan plan = plan(filed);
    List<JournalEntry> kept =
        filed.request().some()
            ? journal.read(customer, 1).stream().filter(e -> e.position() <= plan.last()).toList()
            : List.of();
    return new Forgotten(
        about(filed),
        plan.at(),
        plan.events(),
        new ForgottenEvents(new TreeMap<>(), 0, Optional.empty(), Optional.empty()),
        plan.cells(),
        journal.panels().owing(customer).size(),
        plan.held(),
        0,
        kept,
        kept);
  }

  private static Request.Plan plan(Filed filed) {
    return Objects.requireNonNull(filed.request().plan());
  }
}
