package dev.ricordo.governance.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricordo.base.Base;
import dev.ricordo.consent.Purpose;
import dev.ricordo.event.CustomerId;
import dev.ricordo.evidence.EvidenceLedger;
import dev.ricordo.evidence.OfficerAct;
import dev.ricordo.evidence.hold.Evidence;
import dev.ricordo.evidence.hold.KeepingJournal;
import dev.ricordo.governance.AnswersBeside;
import dev.ricordo.governance.CustomerExport;
import dev.ricordo.governance.ExportCustomer;
import dev.ricordo.governance.Forgotten;
import dev.ricordo.governance.evidence.Aftermath;
import dev.ricordo.governance.evidence.AskedStores;
import dev.ricordo.governance.evidence.Certifier;
import dev.ricordo.governance.evidence.Erased;
import dev.ricordo.governance.requests.Details;
import dev.ricordo.governance.requests.Execution;
import dev.ricordo.governance.requests.Filed;
import dev.ricordo.governance.requests.Handover;
import dev.ricordo.governance.requests.Opening;
import dev.ricordo.governance.requests.Request;
import dev.ricordo.governance.requests.RequestReport;
import dev.ricordo.governance.requests.Requests;
import dev.ricordo.governance.requests.Right;
import dev.ricordo.governance.requests.Stage;
import dev.ricordo.postgres.PostgresStore;
import dev.ricordo.verifier.Particulars;
import dev.ricordo.verifier.Times;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
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
      RequestCommand.Open.class,
      RequestCommand.Listing.class,
      RequestCommand.Show.class,
      RequestCommand.VerifyIdentity.class,
      RequestCommand.Extend.class,
      RequestCommand.Refuse.class,
      RequestCommand.Execute.class,
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

  private static Execution execution(
      PostgresStore store, Optional<Base> base, Evidence evidence, Handover handover) {
    return new Execution(new KeepingJournal(store.journal(), evidence), base, handover);
  }

  private static Requests requests(
      PostgresStore store, Execution execution, Consumer<OfficerAct> ledger) {
    return new Requests(store.docket(), store.journal(), execution, ledger, Clock.systemUTC());
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

  @Command(name = "open", description = "Files a request.", mixinStandardHelpOptions = true)
  static final class Open implements Callable<Integer> {

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
              Optional.ofNullable(wrong)
                  .map(event -> new Details.Correction(event, item, kind, time)),
              Optional.ofNullable(reference),
              recipients);
      Filed filed = database.withStore(store -> requests(store).open(opening));
      report.print(RequestReport.of("request open", filed, Instant.now()));
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
      name = "execute",
      description =
          "Does it, looks whether it is so, and certifies it; or goes on after a crash, or where it"
              + " was not found to be so.",
      mixinStandardHelpOptions = true)
  static final class Execute extends Act {

    @Option(
        names = "--dry-run",
        description =
            "Goes as far as saying what it would do and, with --base, how the answers would"
                + " change.")
    private boolean dryRun;

    @Option(
        names = "--basis",
        paramLabel = "TEXT",
        description = "By what law or rule, for the certificate; by default that of the right.")
    private @Nullable String basis;

    @Option(
        names = "--by",
        paramLabel = "NAME",
        description = "Who carries it out; a certificate names them.")
    private @Nullable String by;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "Where an export goes, or the certificate of an erasure.")
    private @Nullable Path out;

    @Option(
        names = "--format",
        defaultValue = "json",
        description = "Of an export: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ExportFormat format = ExportFormat.json;

    @Mixin private final RebuildOption rebuild = new RebuildOption();
    @Mixin private final HoldOption holds = new HoldOption();
    @Mixin private final EvidenceOption ledger = new EvidenceOption();
    @Mixin private final BaseOption base = new BaseOption();

    private Optional<AnswersBeside> answers = Optional.empty();

    @Override
    public Integer call() {
      Optional<Base> release = base.find();
      Filed filed = Busy.with("executing the request", () -> executed(release));
      print(filed, answers);
      return RicordoCommand.SUCCESS;
    }

    private Filed executed(Optional<Base> release) {
      return database.withStoreAndAsked(
          (store, stores) ->
              holds.withEvidence(
                  evidence -> {
                    if (!certifies(store, release)) {
                      return executed(
                          store, evidence, new Leaving(store, stores, release, Optional.empty()));
                    }
                    return ledger.withLedger(
                        database,
                        store,
                        open ->
                            executed(
                                store,
                                evidence,
                                new Leaving(store, stores, release, Optional.of(open))));
                  }));
    }

    private Filed executed(PostgresStore store, Evidence evidence, Leaving leaving) {
      Execution execution = execution(store, leaving.release, evidence, leaving);
      return act(requests(store, execution, RequestCommand::nothingToTell));
    }

    /**
     * Whether it erases and certifies that. Whatever can be found wrong is found here, or by the
     * ledger, before anything is destroyed.
     */
    private boolean certifies(PostgresStore store, Optional<Base> release) {
      Request request = requests(store).require(id).request();
      if (dryRun
          || request.right() != Right.ERASURE
          || request.stage().compareTo(Stage.CERTIFIED) >= 0) {
        return false;
      }
      file();
      if (request.some() && release.isEmpty()) {
        throw new IllegalArgumentException(
            "--base: is missing; a certificate says what the memory is without these events");
      }
      return true;
    }

    @Override
    Filed act(Requests requests) {
      if (!dryRun) {
        return requests.execute(id, named(), Optional.ofNullable(by));
      }
      Filed previewed = requests.preview(id, named());
      answers = requests.answers(id, named(), ReportOptions.progress());
      return previewed;
    }

    private NewFile file() {
      return NewFile.of("--out", Optional.ofNullable(out))
          .orElseThrow(() -> new IllegalArgumentException("--out: is missing"));
    }

    /** What an execution writes. */
    private final class Leaving implements Handover {

      private final PostgresStore store;
      private final AskedStores stores;
      private final Optional<Base> release;
      private final Optional<EvidenceLedger> open;

      /**
       * @param open the ledger, of what certifies
       */
      Leaving(
          PostgresStore store,
          AskedStores stores,
          Optional<Base> release,
          Optional<EvidenceLedger> open) {
        this.store = store;
        this.stores = stores;
        this.release = release;
        this.open = open;
      }

      @Override
      public void export(CustomerId whose) {
        NewFile file = file();
        CustomerExport export =
            new ExportCustomer(store.journal(), release, Clock.systemUTC()).of(whose);
        file.write(format.of(export));
      }

      @Override
      public boolean destroyedKeys(Instant at) {
        return stores.keys(at).number() > 0;
      }

      @Override
      public void certify(UUID request, CustomerId whose, Request asked, Forgotten done) {
        NewFile file = file();
        Certifier certifier =
            new Certifier(
                open.orElseThrow(() -> new IllegalStateException("only an erasure certifies")));
        Erased erased =
            new Erased(
                database.tenant(),
                whose,
                times(asked, done),
                done,
                stores.keys(done.at()),
                stores.swept(done.at()),
                release,
                Aftermath.of(store.journal(), whose, done, release, rebuild.within()),
                particulars(asked));
        file.write(certifier.certify(erased, request));
      }

      private Times times(Request asked, Forgotten done) {
        return new Times(
            asked.deadline().received(),
            asked.at(Stage.IDENTIFIED),
            asked.right().restricts() ? asked.at(Stage.RESTRICTED) : Optional.empty(),
            done.at(),
            asked.at(Stage.VERIFIED),
            Optional.of(Instant.now()));
      }

      private Particulars particulars(Request asked) {
        Request.Identity identity = asked.identity();
        return new Particulars(
            identity == null ? "" : identity.method() + ", checked by " + identity.by(),
            asked.executors(),
            asked.recipients().stream().map(Request.Recipient::name).toList(),
            basis == null ? asked.right().basis() : basis);
      }
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
