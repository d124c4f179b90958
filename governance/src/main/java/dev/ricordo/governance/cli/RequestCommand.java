package dev.ricordo.governance.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricordo.base.Base;
import dev.ricordo.event.CustomerId;
import dev.ricordo.evidence.OfficerAct;
import dev.ricordo.evidence.hold.Evidence;
import dev.ricordo.evidence.hold.KeepingJournal;
import dev.ricordo.governance.AnswersBeside;
import dev.ricordo.governance.Forgotten;
import dev.ricordo.governance.requests.Execution;
import dev.ricordo.governance.requests.Filed;
import dev.ricordo.governance.requests.Handover;
import dev.ricordo.governance.requests.Request;
import dev.ricordo.governance.requests.RequestReport;
import dev.ricordo.governance.requests.Requests;
import dev.ricordo.postgres.PostgresStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ricordo request} and its acts. */
@Command(
    name = "request",
    description = "Handles what people ask for by right, from receipt to closing.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RequestOpenCommand.class,
      RequestCommand.Listing.class,
      RequestCommand.Show.class,
      RequestCommand.VerifyIdentity.class,
      RequestCommand.Extend.class,
      RequestCommand.Refuse.class,
      RequestExecuteCommand.class,
      RequestCommand.Notify.class,
      RequestCommand.Close.class
    })
final class RequestCommand implements Runnable {

  private static final Handover NOTHING_LEAVES =
      new Handover() {
        @Override
        public void export(CustomerId customer) {
          throw new IllegalStateException("only an execution exports");
        }

        @Override
        public boolean destroyedKeys(Instant at) {
          throw new IllegalStateException("only an execution certifies");
        }

        @Override
        public void certify(UUID request, CustomerId customer, Request asked, Forgotten done) {
          throw new IllegalStateException("only an execution certifies");
        }
      };

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "command: is missing, one of " + String.join(", ", spec.subcommands().keySet()));
  }

  static Execution execution(
      PostgresStore store, Optional<Base> base, Evidence evidence, Handover handover) {
    return new Execution(new KeepingJournal(store.journal(), evidence), base, handover);
  }

  static Requests requests(PostgresStore store, Execution execution, Consumer<OfficerAct> ledger) {
    return new Requests(store.docket(), store.journal(), execution, ledger, Clock.systemUTC());
  }

  /** Of an act that the ledger is told of by its certificate alone. */
  static Requests requests(PostgresStore store, Execution execution) {
    return requests(store, execution, RequestCommand::nothingToTell);
  }

  /** Of acts that destroy nothing. */
  private static Requests requests(PostgresStore store, Consumer<OfficerAct> ledger) {
    return requests(
        store, execution(store, Optional.empty(), Evidence.none(), NOTHING_LEAVES), ledger);
  }

  /** Of acts that destroy nothing, and that the ledger is not told of. */
  static Requests requests(PostgresStore store) {
    return requests(store, RequestCommand::nothingToTell);
  }

  private static void nothingToTell(OfficerAct act) {
    throw new IllegalStateException("only a refusal or an extension goes into the ledger");
  }

  /** An act on one request. */
  abstract static class Act implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The request's id.")
    @SuppressWarnings("NullAway.Init") // required: picocli sets it or refuses the command
    UUID id;

    @Option(
        names = "--customer",
        paramLabel = "ID",
        description = "Whom it is about; needed once the customer was erased.")
    @Nullable CustomerId customer;

    @Mixin final DatabaseOptions database = new DatabaseOptions();
    @Mixin private final ReportOptions report = new ReportOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    Optional<CustomerId> named() {
      return Optional.ofNullable(customer);
    }

    @Override
    public Integer call() {
      Filed filed = database.withStore(store -> act(requests(store)));
      print(filed);
      return RicordoCommand.SUCCESS;
    }

    void print(Filed filed) {
      print(filed, Optional.empty());
    }

    void print(Filed filed, Optional<AnswersBeside> answers) {
      report.print(RequestReport.of("request " + spec.name(), filed, answers, Instant.now()));
    }

    abstract Filed act(Requests requests);
  }

  /** An act that the ledger is told of. */
  abstract static class Decision extends Act {

    @Mixin private final EvidenceOption ledger = new EvidenceOption();

    @Override
    public final Integer call() {
      print(
          database.withStore(
              store -> ledger.withActs(database, store, acts -> act(requests(store, acts)))));
      return RicordoCommand.SUCCESS;
    }
  }

  @Command(
      name = "list",
      description = "Lists requests, the next due first. Exits with 1 if one is overdue.",
      mixinStandardHelpOptions = true)
  static final class Listing implements Callable<Integer> {

    @Mixin private final DatabaseOptions database = new DatabaseOptions();
    @Mixin private final ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
      List<Filed> all = database.withStore(store -> requests(store).all());
      RequestReport found = RequestReport.of("request list", all, Instant.now());
      report.print(found);
      return found.inTime() ? RicordoCommand.SUCCESS : RicordoCommand.FAILED;
    }
  }

  @Command(name = "show", description = "Shows a request.", mixinStandardHelpOptions = true)
  static final class Show extends Act {
    @Override
    Filed act(Requests requests) {
      return requests.require(id);
    }
  }

  @Command(
      name = "verify-identity",
      description = "Notes how it was found out who asks, and restricts the data where needed.",
      mixinStandardHelpOptions = true)
  static final class VerifyIdentity extends Act {

    @Option(
        names = "--method",
        required = true,
        paramLabel = "TEXT",
        description = "How, without naming the customer: \"signed in\".")
    private String method = "";

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who found out.")
    private String by = "";

    @Override
    Filed act(Requests requests) {
      return requests.identify(id, named(), method, by);
    }
  }

  @Command(
      name = "extend",
      description = "Extends the deadline by two months, once.",
      mixinStandardHelpOptions = true)
  static final class Extend extends Decision {

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    private String reason = "";

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who decides.")
    private String by = "";

    @Override
    Filed act(Requests requests) {
      return requests.extend(id, reason, by);
    }
  }

  @Command(
      name = "refuse",
      description =
          "Decides that it will not be done, or gives it up if it was and is not found to be so. Two"
              + " people must agree.",
      mixinStandardHelpOptions = true)
  static final class Refuse extends Decision {

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    private String reason = "";

    @Mixin private final TwoPeopleOption people = new TwoPeopleOption();

    @Override
    Filed act(Requests requests) {
      return requests.refuse(id, named(), reason, people.by(), people.and());
    }
  }

  @Command(
      name = "notify",
      description = "Writes what a recipient is to be told, and notes that it was.",
      mixinStandardHelpOptions = true)
  static final class Notify extends Act {

    @Option(names = "--recipient", required = true, paramLabel = "NAME", description = "Who.")
    private String recipient = "";

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "Where the text goes that tells what is to be done. It names no customer.")
    private @Nullable Path out;

    /** The text before the note: whoever was told has been given it. */
    @Override
    Filed act(Requests requests) {
      Optional<NewFile> file = NewFile.of("--out", Optional.ofNullable(out));
      String notice = requests.notice(id, recipient);
      file.ifPresent(to -> to.write(notice.getBytes(UTF_8)));
      return requests.notified(id, recipient);
    }
  }

  @Command(
      name = "close",
      description = "Puts a request away that was done and told of, or refused.",
      mixinStandardHelpOptions = true)
  static final class Close extends Act {
    @Override
    Filed act(Requests requests) {
      return requests.close(id);
    }
  }
}
