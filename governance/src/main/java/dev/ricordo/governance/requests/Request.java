package dev.ricordo.governance.requests;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ricordo.consent.Purpose;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request, whoever made it: nothing here names the customer. Immutable.
 *
 * @param purposes that a {@link Right#WITHDRAWAL} is about; empty for other rights
 * @param some whether some events are meant and not all
 * @param duplicateOf an earlier request for the same, still open when this one came; null if there
 *     was none. What was verified there was not verified here
 * @param identity how it was found out who asks; null until then
 * @param executors who carried it out, the first one first; nobody if nobody said so
 * @param plan what is to be done; null until it is being done
 * @param finding what was found when it was looked at afterwards; null until then, and where
 *     nothing is erased
 * @param refusal why it will not be done; null if it will
 * @param recipients who was given the customer's data and is to be told
 * @param history when it came to each stage, first first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Request(
    Right right,
    Stage stage,
    Set<Purpose> purposes,
    boolean some,
    @Nullable UUID duplicateOf,
    Deadline deadline,
    @Nullable Identity identity,
    List<String> executors,
    @Nullable Plan plan,
    @Nullable Finding finding,
    @Nullable Refusal refusal,
    List<Recipient> recipients,
    List<Step> history) {

  public Request {
    executors = executors == null ? List.of() : List.copyOf(executors);
    purposes = Collections.unmodifiableSet(new TreeSet<>(purposes)); // in an order
    recipients = List.copyOf(recipients);
    history = List.copyOf(history);
  }

  /**
   * How it was found out that it is the customer who asks.
   *
   * @param method in words, such as "signed in" or "letter to the known address"
   * @param by who found out
   */
  @JsonIgnoreProperties("restrictedBefore") // of versions 1 to 3
  public record Identity(String method, String by, Instant at) {}

  /**
   * What is to be done, written down before it is: a second try after a crash tells from it what
   * the first one did.
   *
   * @param at the time of the execution
   * @param last position of the customer's last event; what comes later is not meant
   * @param events how many events are meant
   * @param cells in how many cells of the shared sums that shows
   * @param held whether a legal hold keeps a copy as evidence: the request is done in part, until
   *     the last such hold is released
   * @param epochs numbers of the closed epochs of consolidation that the customer has events in
   * @param kept salted digest of the events that are to stay; null if none is, or the plan is of
   *     version 1
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Plan(
      Instant at,
      long last,
      long events,
      long cells,
      boolean held,
      List<Long> epochs,
      @Nullable String kept) {

    public Plan {
      epochs = epochs == null ? List.of() : List.copyOf(epochs);
    }

    Plan withHeld(boolean now) {
      return new Plan(at, last, events, cells, now, epochs, kept);
    }

    /** Of an erasure that took more than was planned: somebody was merged into the customer. */
    Plan withErased(long gone, long changed) {
      return new Plan(at, last, gone, changed, held, epochs, kept);
    }

    /** Of an erasure that found nothing to erase. */
    Plan ofNothing() {
      return new Plan(at, last, 0, 0, false, List.of(), kept);
    }

    Plan withEpochs(List<Long> touched) {
      return new Plan(at, last, events, cells, held, touched, kept);
    }
  }

  /**
   * What was found when an erasure was looked at afterwards.
   *
   * @param left how many events are there that were to go, or that are wrong
   * @param kept salted digest of the others; null if none is to stay
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Finding(Instant at, long left, @Nullable String kept) {

    /** Whether the events that were to stay are what they were. */
    boolean keptUnchanged(Plan plan) {
      return Objects.equals(kept, plan.kept);
    }
  }

  /**
   * @param by who decided
   * @param and who agreed, another person
   * @param salt of the refusal's entry in the ledger; null if there is none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Refusal(String reason, String by, String and, Instant at, @Nullable String salt) {}

  /**
   * @param told when; null as long as it is to be done
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Recipient(String name, @Nullable Instant told) {}

  /** When it came to a stage. */
  public record Step(Stage stage, Instant at) {}

  static Request received(
      Right right,
      Set<Purpose> purposes,
      boolean some,
      @Nullable UUID duplicateOf,
      List<String> recipients,
      Instant at) {
    return new Request(
        right,
        Stage.RECEIVED,
        purposes,
        some,
        duplicateOf,
        Deadline.of(at),
        null,
        List.of(),
        null,
        null,
        null,
        recipients.stream().distinct().map(name -> new Recipient(name, null)).toList(),
        List.of(new Step(Stage.RECEIVED, at)));
  }

  /**
   * The same at another stage.
   *
   * @throws IllegalArgumentException if no way leads there
   */
  Request to(Stage next, Instant at) {
    if (!stage.next().contains(next)) {
      throw new IllegalArgumentException(
          "request: is " + name(stage) + ", from which no way leads to " + name(next));
    }
    List<Step> further = new ArrayList<>(history);
    further.add(new Step(next, at));
    return with(next, deadline, identity, executors, plan, finding, refusal, recipients, further);
  }

  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  Request with(Deadline other) {
    return with(stage, other, identity, executors, plan, finding, refusal, recipients, history);
  }

  Request with(Identity found) {
    return with(stage, deadline, found, executors, plan, finding, refusal, recipients, history);
  }

  Request with(Plan made) {
    return with(stage, deadline, identity, executors, made, finding, refusal, recipients, history);
  }

  Request with(Finding made) {
    return with(stage, deadline, identity, executors, plan, made, refusal, recipients, history);
  }

  /** The same, with one who carries it out: each is named once. */
  Request executedBy(String name) {
    List<String> all = Stream.concat(executors.stream(), Stream.of(name)).distinct().toList();
    return with(stage, deadline, identity, all, plan, finding, refusal, recipients, history);
  }

  Request with(Refusal decided) {
    return with(stage, deadline, identity, executors, plan, finding, decided, recipients, history);
  }

  private Request with(
      Stage newStage,
      Deadline newDeadline,
      @Nullable Identity newIdentity,
      List<String> newExecutors,
      @Nullable Plan newPlan,
      @Nullable Finding newFinding,
      @Nullable Refusal newRefusal,
      List<Recipient> newRecipients,
      List<Step> newHistory) {
    return new Request(
        right,
        newStage,
        purposes,
        some,
        duplicateOf,
        newDeadline,
        newIdentity,
        newExecutors,
        newPlan,
        newFinding,
        newRefusal,
        newRecipients,
        newHistory);
  }

  /**
   * The same, with a recipient told.
   *
   * @throws IllegalArgumentException if nobody of that name is to be told
   */
  Request told(String name, Instant at) {
    if (recipients.stream().noneMatch(recipient -> recipient.name().equals(name))) {
      throw new IllegalArgumentException("recipient: \"" + name + "\" is none of this request's");
    }
    List<Recipient> now =
        recipients.stream()
            .map(r -> r.name().equals(name) && r.told() == null ? new Recipient(name, at) : r)
            .toList();
    return with(stage, deadline, identity, executors, plan, finding, refusal, now, history);
  }

  /** The same, with no hold that keeps a copy any more. */
  Request released() {
    return with(
        stage,
        deadline,
        identity,
        executors,
        plan == null ? null : plan.withHeld(false),
        finding,
        refusal,
        recipients,
        history);
  }

  /** When it came to a stage; empty if it did not. */
  public Optional<Instant> at(Stage reached) {
    return history.stream().filter(step -> step.stage() == reached).map(Step::at).findFirst();
  }

  /** Whether the deadline still counts. */
  boolean isOpen() {
    return stage.open();
  }

  /**
   * {@code done}, {@code partly}, {@code refused}, or {@code unverified}: done, not found to be so,
   * and given up; empty while it is open.
   */
  Optional<String> outcome() {
    if (refusal != null) {
      return Optional.of(at(Stage.EXECUTED).isPresent() ? "unverified" : "refused");
    }
    if (stage.compareTo(Stage.EXECUTED) < 0) {
      return Optional.empty();
    }
    return Optional.of(plan != null && plan.held() ? "partly" : "done");
  }

  /** Whether everyone who is to be told has been. */
  boolean everybodyTold() {
    return recipients.stream().allMatch(recipient -> recipient.told() != null);
  }
}
