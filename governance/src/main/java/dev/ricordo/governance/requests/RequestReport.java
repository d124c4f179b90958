package dev.ricordo.governance.requests;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ricordo.governance.AnswersBeside;
import dev.ricordo.governance.Version;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Requests and how far they are.
 *
 * @param command which command found out
 * @param seed always null: nothing here is random but the requests' ids
 * @param answers how the answers would change; null unless previewed with a base
 */
public record RequestReport(
    String command,
    String version,
    Machine machine,
    @Nullable Long seed,
    List<Line> requests,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AnswersBeside answers)
    implements Report {

  public RequestReport {
    requests = List.copyOf(requests);
  }

  /**
   * One request. Times are ISO 8601.
   *
   * @param covers which events an erasure is about, {@code all events} or {@code some events}; null
   *     of another right
   * @param customer who it is about; null once the customer was erased, and in lists
   * @param daysLeft until the deadline, below 0 if overdue; null once it is done or refused
   * @param held whether a legal hold keeps a copy; null until that was asked
   * @param outcome {@code done}, {@code partly} if a hold keeps evidence, {@code refused}, or
   *     {@code unverified} if it was given up after it was done; null while it is open
   * @param toTell recipients who have not been told
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Line(
      String id,
      String right,
      String stage,
      @Nullable String covers,
      @Nullable String customer,
      String received,
      String due,
      @Nullable Long daysLeft,
      @Nullable String extended,
      @Nullable String duplicateOf,
      @Nullable String identity,
      @Nullable Long events,
      @Nullable Long cells,
      @Nullable Boolean held,
      @Nullable String outcome,
      @Nullable String refused,
      List<String> toTell,
      List<String> history) {

    public Line {
      toTell = List.copyOf(toTell);
      history = List.copyOf(history);
    }

    static Line of(Filed filed, boolean named, Instant now) {
      Request request = filed.request();
      Optional<Request.Identity> identity = Optional.ofNullable(request.identity());
      Optional<Request.Plan> plan = Optional.ofNullable(request.plan());
      Deadline deadline = request.deadline();
      return new Line(
          filed.id().toString(),
          Request.name(request.right()),
          Request.name(request.stage()),
          covers(request),
          named ? filed.details().map(Details::customer).orElse(null) : null,
          deadline.received().toString(),
          deadline.due().toString(),
          request.isOpen() ? deadline.daysLeft(now) : null,
          extended(deadline),
          request.duplicateOf() == null ? null : request.duplicateOf().toString(),
          identity.map(found -> found.method() + ", by " + found.by()).orElse(null),
          plan.map(Request.Plan::events).orElse(null),
          plan.map(Request.Plan::cells).orElse(null),
          plan.map(Request.Plan::held).orElse(null),
          request.outcome().orElse(null),
          Optional.ofNullable(request.refusal())
              .map(r -> r.reason() + ", by " + r.by() + " and " + r.and())
              .orElse(null),
          request.recipients().stream()
              .filter(recipient -> recipient.told() == null)
              .map(Request.Recipient::name)
              .toList(),
          request.history().stream()
              .map(step -> step.at() + " " + Request.name(step.stage()))
              .toList());
    }

    private static @Nullable String covers(Request request) {
      if (request.right() != Right.ERASURE) {
        return null;
      }
      return request.some() ? "some events" : "all events";
    }

    private static @Nullable String extended(Deadline deadline) {
      return deadline.by() == null
          ? deadline.extension()
          : deadline.extension() + ", by " + deadline.by();
    }

    private Stream<String> lines() {
      List<String> lines = new ArrayList<>();
      lines.add(id + "  " + right + "  " + stage + (daysLeft == null ? "" : ", " + deadline()));
      add(lines, "covers", covers);
      add(lines, "customer", customer);
      add(lines, "received", received);
      add(lines, "due", due);
      add(lines, "extended", extended);
      add(lines, "duplicate of", duplicateOf);
      add(lines, "identity", identity);
      add(lines, "events", events);
      add(lines, "shared cells", cells);
      add(lines, "legal hold", Boolean.TRUE.equals(held) ? "keeps a sealed copy" : null);
      add(lines, "outcome", outcome);
      add(lines, "refused", refused);
      add(lines, "to tell", toTell.isEmpty() ? null : String.join(", ", toTell));
      history.forEach(step -> lines.add("  " + step));
      return lines.stream();
    }

    private String deadline() {
      long days = daysLeft == null ? 0 : daysLeft;
      return days < 0 ? "OVERDUE by " + -days + " days" : days + " days left";
    }

    private static void add(List<String> lines, String name, @Nullable Object value) {
      if (value != null) {
        lines.add("  " + name + ": " + value);
      }
    }
  }

  /** One request, with whom it is about. */
  public static RequestReport of(String command, Filed filed, Instant now) {
    return of(command, filed, Optional.empty(), now);
  }

  /** One request, with whom it is about and how the answers would change. */
  public static RequestReport of(
      String command, Filed filed, Optional<AnswersBeside> answers, Instant now) {
    return report(command, List.of(Line.of(filed, true, now)), answers.orElse(null));
  }

  /** Many requests, without whom they are about. */
  public static RequestReport of(String command, List<Filed> filed, Instant now) {
    return report(command, filed.stream().map(r -> Line.of(r, false, now)).toList(), null);
  }

  private static RequestReport report(
      String command, List<Line> lines, @Nullable AnswersBeside answers) {
    return new RequestReport(command, Version.TEXT, Machine.here("cpu"), null, lines, answers);
  }

  /** Whether no deadline has passed. */
  public boolean inTime() {
    return requests.stream()
        .map(Line::daysLeft)
        .flatMap(days -> Optional.ofNullable(days).stream())
        .min(Comparator.naturalOrder())
        .map(days -> days >= 0)
        .orElse(true);
  }

  @Override
  public List<String> toLines() {
    if (requests.isEmpty()) {
      return List.of("no requests");
    }
    List<String> lines = new ArrayList<>(requests.stream().flatMap(Line::lines).toList());
    Optional.ofNullable(answers).ifPresent(beside -> lines.addAll(beside.lines()));
    return lines;
  }
}
