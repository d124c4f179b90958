package dev.ricordo.governance.requests;

import dev.ricordo.event.CustomerId;
import dev.ricordo.evidence.OfficerAct;
import dev.ricordo.evidence.Texts;
import dev.ricordo.governance.AnswersBeside;
import dev.ricordo.lab.Progress;
import dev.ricordo.postgres.Docket;
import dev.ricordo.spi.Journal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The acts that move requests along. Thread-safe; of two who change one at the same time, one is
 * refused.
 *
 * <p>Whoever is told {@code --customer}: once a customer was erased a request names nobody, and
 * whoever goes on with it says whom it was about.
 */
/*
 * An act does its work and then keeps the new stage. If the process dies in between, the next one
 * does the work again, so everything here may be done twice.
 */
public final class Requests {

  private final Docket docket;
  private final Journal journal;
  private final Execution execution;
  private final Consumer<OfficerAct> ledger;
  private final Clock clock;

  /**
   * @param execution how what is asked for is done
   * @param ledger is told of refusals and extensions before they are kept; if it throws, nothing
   *     was decided
   */
  public Requests(
      Docket docket,
      Journal journal,
      Execution execution,
      Consumer<OfficerAct> ledger,
      Clock clock) {
    this.docket = docket;
    this.journal = journal;
    this.execution = execution;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Files a request. It changes nothing of the customer's, who need not be known: nobody is told at
   * this stage who is.
   *
   * @throws IllegalArgumentException if the reference is that of another request
   */
  public Filed open(Opening opening) {
    CustomerId customer = opening.customer();
    Request request =
        Request.received(
            opening.right(),
            opening.purposes(),
            opening.scope().isPresent(),
            earliestOpen(customer, opening.right()).map(Filed::id).orElse(null),
            opening.recipients(),
            now());
    String reference = opening.reference().orElseGet(() -> UUID.randomUUID().toString());
    Filed filed =
        Filed.of(
            docket.add(
                customer,
                reference,
                RequestFormat.write(request),
                RequestFormat.write(opening.details())));
    if (filed.request().right() != opening.right()) {
      throw new IllegalArgumentException(
          "reference: \""
              + reference
              + "\" is that of a request for "
              + Request.name(filed.request().right()));
    }
    return filed;
  }

  private Optional<Filed> earliestOpen(CustomerId customer, Right right) {
    return docket.of(customer).stream()
        .map(Filed::of)
        .filter(filed -> filed.request().right() == right && filed.request().stage().open())
        .min(Comparator.comparing(filed -> filed.request().deadline().received()));
  }

  /**
   * @throws IllegalArgumentException if there is no such request
   */
  public Filed require(UUID id) {
    return docket
        .find(id)
        .map(Filed::of)
        .orElseThrow(() -> new IllegalArgumentException("request: " + id + " is unknown"));
  }

  /** Every request, those that are due first in front. */
  public List<Filed> all() {
    return docket.all().stream()
        .map(Filed::of)
        .sorted(
            Comparator.comparing((Filed filed) -> !filed.request().stage().open())
                .thenComparing(filed -> filed.request().deadline().due())
                .thenComparing(Filed::id))
        .toList();
  }

  /**
   * Notes how it was found out that it is the customer who asks, and suspends the use of the
   * customer's data where the right asks for that.
   */
  public Filed identify(UUID id, Optional<CustomerId> named, String method, String by) {
    Texts.require("method", method);
    Texts.require("by", by);
    Filed filed = require(id);
    CustomerId customer = customer(filed, named);
    Filed identified =
        kept(
            filed,
            filed
                .request()
                .to(Stage.IDENTIFIED, now())
                .with(new Request.Identity(method, by, now())));
    return step(identified, Optional.of(customer));
  }

  /**
   * Two months more, for a reason.
   *
   * @param by who decides
   */
  public Filed extend(UUID id, String reason, String by) {
    Filed filed = require(id);
    if (!filed.request().stage().open()) {
      throw new IllegalArgumentException(
          "extend: the request is " + Request.name(filed.request().stage()));
    }
    String salt = OfficerAct.newSalt();
    Instant now = now();
    Deadline deadline = filed.request().deadline().extended(reason, by, salt, now);
    Request extended = filed.request().with(deadline);
    tell(OfficerAct.Kind.REQUEST_EXTENDED, id, reason, List.of(by), salt, now);
    return kept(filed, extended);
  }

  private void tell(
      OfficerAct.Kind kind, UUID id, String reason, List<String> people, String salt, Instant at) {
    ledger.accept(new OfficerAct(kind, id, reason, people, salt, at));
  }

  /**
   * Decides that a request will not be done, or gives one up that was done and is not found to be
   * so: it is certified never, and what it had suspended goes on.
   *
   * @param by who decides
   * @param and who agrees, another person
   */
  public Filed refuse(UUID id, Optional<CustomerId> named, String reason, String by, String and) {
    Texts.require("reason", reason);
    Texts.requireTwo(by, and);
    Filed filed = require(id);
    String salt = OfficerAct.newSalt();
    Instant now = now();
    Request refused =
        filed
            .request()
            .to(Stage.REFUSED, now)
            .with(new Request.Refusal(reason, by.strip(), and.strip(), now, salt));
    Optional<CustomerId> identified =
        filed.request().identity() == null
            ? Optional.empty()
            : Optional.of(customer(filed, named)); // refuses a stranger, before the ledger is told
    tell(OfficerAct.Kind.REQUEST_REFUSED, id, reason, List.of(by, and), salt, now);
    identified.ifPresent(customer -> lift(filed, customer));
    Filed done = kept(filed, refused);
    identified.ifPresent(customer -> lift(done, customer)); // another act may have seen it in hand
    return done;
  }

  /** Learns and serves again, unless another request is in hand or the customer restricts it. */
  private void lift(Filed filed, CustomerId customer) {
    if (filed.request().right().restricts()
        && !wantedByOthers(filed, customer)
        && journal.standing(customer).suspended()) {
      journal.stand(customer, said -> said.withSuspended(false), now());
      if (wantedByOthers(filed, customer)) { // by one that came in between
        journal.stand(customer, said -> said.withSuspended(true), now());
      }
    }
  }

  private boolean wantedByOthers(Filed filed, CustomerId customer) {
    return docket.of(customer).stream()
        .filter(entry -> !entry.id().equals(filed.id()))
        .map(entry -> Filed.of(entry).request())
        .anyMatch(request -> request.right().restricts() && request.stage().inHand());
  }

  /** Goes on up to the preview: nothing is done yet that cannot be taken back. */
  public Filed preview(UUID id, Optional<CustomerId> named) {
    Filed filed = requireIdentified(id);
    while (filed.request().stage().compareTo(Stage.PREVIEWED) < 0) {
      filed = step(filed, named);
    }
    return filed;
  }

  /** {@link #execute(UUID, Optional, Optional)} by somebody who gives no name. */
  public Filed execute(UUID id, Optional<CustomerId> named) {
    return execute(id, named, Optional.empty());
  }

  /**
   * How the answers would change, for whoever previews; empty for what changes none.
   *
   * @param named as with {@link #execute}
   */
  public Optional<AnswersBeside> answers(UUID id, Optional<CustomerId> named, Progress progress) {
    Filed filed = require(id);
    return execution.answers(filed, customer(filed, named), progress);
  }

  /**
   * Does what was asked for, looks whether it is so, and certifies it. One person suffices. Of an
   * erasure or rectification that was found not to be so, what was left is done again first.
   *
   * @param named who it is about; needed where the request does not say any more
   * @param by who carries it out; whoever goes on after a crash is named too
   * @throws IllegalArgumentException if the identity is not verified
   * @throws dev.ricordo.RicordoException if something fails; ask again, it goes on from there
   */
  public Filed execute(UUID id, Optional<CustomerId> named, Optional<String> by) {
    by.ifPresent(name -> Texts.require("by", name));
    Filed filed = requireIdentified(id);
    if (by.isPresent() && filed.request().stage().compareTo(Stage.CERTIFIED) < 0) {
      filed = kept(filed, filed.request().executedBy(by.get().strip()));
    }
    try {
      filed = doneAgain(filed, named);
      while (filed.request().stage().compareTo(Stage.CERTIFIED) < 0) {
        filed = step(filed, named);
      }
    } finally {
      execution.drop(id);
    }
    return toldIfNobodyIsLeft(filed);
  }

  private Filed doneAgain(Filed filed, Optional<CustomerId> named) {
    if (filed.request().stage() != Stage.EXECUTED) {
      return filed;
    }
    CustomerId customer = customer(filed, named);
    return execution.destroys(filed, customer) ? done(filed, customer, r -> r) : filed;
  }

  private Filed done(Filed filed, CustomerId customer, UnaryOperator<Request> further) {
    Filed planned = plannedAgain(filed, customer);
    Request.Plan done = execution.execute(planned, customer);
    return kept(planned, further.apply(planned.request()).with(done));
  }

  private Filed requireIdentified(UUID id) {
    Filed filed = require(id);
    if (filed.request().stage() == Stage.RECEIVED) {
      throw new IllegalArgumentException("request: nobody has verified yet who asks");
    }
    if (filed.request().refusal() != null) {
      throw new IllegalArgumentException("request: was refused");
    }
    return filed;
  }

  /** One stage further. */
  Filed step(Filed filed, Optional<CustomerId> named) {
    CustomerId customer = customer(filed, named);
    Request request = filed.request();
    Instant now = now();
    return switch (request.stage()) {
      case IDENTIFIED -> {
        if (request.right().restricts()) {
          journal.stand(customer, said -> said.withSuspended(true), now);
        }
        yield kept(filed, request.to(Stage.RESTRICTED, now));
      }
      case RESTRICTED -> planned(filed, customer, r -> r.to(Stage.CHECKED, now), now);
      case CHECKED -> planned(filed, customer, r -> r.to(Stage.PREVIEWED, now), now);
      case PREVIEWED -> planned(filed, customer, r -> r.to(Stage.EXECUTING, now), now);
      case EXECUTING -> done(filed, customer, r -> r.to(Stage.EXECUTED, now));
      case EXECUTED -> {
        Optional<Request.Finding> found = execution.verify(filed, customer, now);
        Request verified = request.to(Stage.VERIFIED, now);
        yield kept(filed, found.map(verified::with).orElse(verified));
      }
      case VERIFIED -> {
        lift(filed, customer); // not in hand any more, for whoever looks at the same time
        execution.certify(filed, customer);
        yield kept(filed, request.to(Stage.CERTIFIED, now));
      }
      default ->
          throw new IllegalArgumentException(
              "request: is " + Request.name(request.stage()) + ", there is nothing to execute");
    };
  }

  private Filed planned(
      Filed filed, CustomerId customer, UnaryOperator<Request> further, Instant now) {
    Request.Plan plan = execution.plan(filed, customer, now);
    return kept(filed, further.apply(filed.request()).with(plan));
  }

  private Filed plannedAgain(Filed filed, CustomerId customer) {
    Request.Plan plan = execution.planAgain(filed, customer);
    return plan.equals(filed.request().plan()) ? filed : kept(filed, filed.request().with(plan));
  }

  /**
   * The text that tells a recipient what to do. It names no customer.
   *
   * @throws IllegalArgumentException if nobody of that name is to be told, or nothing is done yet
   */
  public String notice(UUID id, String recipient) {
    Filed filed = requireDone(id);
    filed.request().told(recipient, now()); // refuses a stranger
    return Notice.of(filed, recipient);
  }

  private Filed requireDone(UUID id) {
    Filed filed = require(id);
    if (filed.request().stage() != Stage.CERTIFIED) {
      throw new IllegalArgumentException(
          "notify: the request is " + Request.name(filed.request().stage()) + ", not certified");
    }
    return filed;
  }

  /** Notes that a recipient was told. */
  public Filed notified(UUID id, String recipient) {
    Filed filed = requireDone(id);
    return toldIfNobodyIsLeft(kept(filed, filed.request().told(recipient, now())));
  }

  /**
   * Notes that no legal hold keeps a copy any more of what a request forgot: what was done in part
   * is done.
   *
   * @return whether there is such a request
   */
  public boolean released(UUID id) {
    Optional<Filed> filed = docket.find(id).map(Filed::of);
    filed.ifPresent(found -> kept(found, found.request().released()));
    return filed.isPresent();
  }

  private Filed toldIfNobodyIsLeft(Filed filed) {
    Request request = filed.request();
    return request.stage() == Stage.CERTIFIED && request.everybodyTold()
        ? kept(filed, request.to(Stage.NOTIFIED, now()))
        : filed;
  }

  /** Puts a request away that was done and told of, or refused. */
  public Filed close(UUID id) {
    Filed filed = require(id);
    return kept(filed, filed.request().to(Stage.CLOSED, now()));
  }

  private CustomerId customer(Filed filed, Optional<CustomerId> named) {
    Optional<CustomerId> known = filed.details().map(Details::customerId).or(() -> named);
    CustomerId customer =
        known.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "customer: is missing; the request names nobody any more"));
    if (named.isPresent() && !docket.isOf(filed.entry(), named.get())) {
      throw new IllegalArgumentException("customer: is not the one of this request");
    }
    return customer;
  }

  private Filed kept(Filed filed, Request changed) {
    return Filed.of(docket.change(filed.entry(), RequestFormat.write(changed)));
  }

  /** To the microsecond, as the tables keep it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
