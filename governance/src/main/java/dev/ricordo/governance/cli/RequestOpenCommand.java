package dev.ricordo.governance.cli;

import dev.ricordo.consent.Purpose;
import dev.ricordo.event.CustomerId;
import dev.ricordo.governance.requests.Details;
import dev.ricordo.governance.requests.Filed;
import dev.ricordo.governance.requests.Opening;
import dev.ricordo.governance.requests.RequestReport;
import dev.ricordo.governance.requests.Right;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo request open}. */
@Command(name = "open", description = "Files a request.", mixinStandardHelpOptions = true)
final class RequestOpenCommand implements Callable<Integer> {

  @Option(
      names = "--customer",
      required = true,
      paramLabel = "ID",
      description = "Who asks, by the shop's id, as they say.")
  @SuppressWarnings("NullAway.Init") // required: picocli sets it or refuses the command
  private CustomerId customer;

  @Option(
      names = "--right",
      required = true,
      paramLabel = "RIGHT",
      description = "What is asked for: ${COMPLETION-CANDIDATES}.")
  @SuppressWarnings("NullAway.Init") // required: picocli sets it or refuses the command
  private Right right;

  @Option(
      names = "--purpose",
      paramLabel = "PURPOSE",
      description = "Of a withdrawal: ${COMPLETION-CANDIDATES}.")
  private List<Purpose> purposes = new ArrayList<>();

  @Option(
      names = "--wrong-event",
      paramLabel = "ID",
      description = "Of a rectification: the event that is wrong.")
  private @Nullable String wrong;

  @Option(names = "--right-item", paramLabel = "ID", description = "The item it is about.")
  private @Nullable String item;

  @Option(names = "--right-kind", paramLabel = "KIND", description = "The kind that it is of.")
  private @Nullable String kind;

  @Option(names = "--right-time", paramLabel = "TIME", description = "The time that it was at.")
  private @Nullable Instant time;

  @Option(
      names = "--reference",
      paramLabel = "TEXT",
      description = "What you call it; the same one twice is the same request.")
  private @Nullable String reference;

  @Option(
      names = "--recipient",
      paramLabel = "NAME",
      description = "Who was given the customer's data and is to be told. Several times.")
  private List<String> recipients = new ArrayList<>();

  @Mixin private final ScopeOptions scope = new ScopeOptions();
  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    Opening opening =
        new Opening(
            customer,
            right,
            new HashSet<>(purposes),
            scope.find(),
            correction(),
            Optional.ofNullable(reference),
            recipients);
    Filed filed = database.withStore(store -> RequestCommand.requests(store).open(opening));
    report.print(RequestReport.of("request open", filed, Instant.now()));
    return RicordoCommand.SUCCESS;
  }

  /** What is right of no event would be dropped, and the request be about something else. */
  private Optional<Details.Correction> correction() {
    boolean corrected = item != null || kind != null || time != null;
    if (wrong == null && corrected) {
      throw new IllegalArgumentException(
          "--wrong-event: is missing; --right-item, --right-kind and --right-time are of it. Which"
              + " events an erasure is about say --item, --kind, --from and --to");
    }
    return Optional.ofNullable(wrong).map(event -> new Details.Correction(event, item, kind, time));
  }
}
