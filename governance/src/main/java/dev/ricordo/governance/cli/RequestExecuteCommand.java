package dev.ricordo.governance.cli;

import dev.ricordo.base.Base;
import dev.ricordo.event.CustomerId;
import dev.ricordo.evidence.EvidenceLedger;
import dev.ricordo.evidence.hold.Evidence;
import dev.ricordo.governance.AnswersBeside;
import dev.ricordo.governance.CustomerExport;
import dev.ricordo.governance.ExportCustomer;
import dev.ricordo.governance.Forgotten;
import dev.ricordo.governance.evidence.Aftermath;
import dev.ricordo.governance.evidence.AskedStores;
import dev.ricordo.governance.evidence.Certifier;
import dev.ricordo.governance.evidence.Erased;
import dev.ricordo.governance.requests.Execution;
import dev.ricordo.governance.requests.Filed;
import dev.ricordo.governance.requests.Handover;
import dev.ricordo.governance.requests.Request;
import dev.ricordo.governance.requests.Requests;
import dev.ricordo.governance.requests.Right;
import dev.ricordo.governance.requests.Stage;
import dev.ricordo.postgres.PostgresStore;
import dev.ricordo.verifier.Particulars;
import dev.ricordo.verifier.Times;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo request execute}. */
@Command(
    name = "execute",
    description =
        "Does it, looks whether it is so, and certifies it; or goes on after a crash, or where it"
            + " was not found to be so.",
    mixinStandardHelpOptions = true)
final class RequestExecuteCommand extends RequestCommand.Act {

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
                database.tenant(),
                evidence -> {
                  if (!certifies(store, release)) {
                    prepare(store);
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
    Execution execution = RequestCommand.execution(store, leaving.release, evidence, leaving);
    return act(RequestCommand.requests(store, execution));
  }

  /**
   * Whether it erases and certifies that. Whatever can be found wrong is found here, or by the
   * ledger, before anything is destroyed.
   */
  private boolean certifies(PostgresStore store, Optional<Base> release) {
    Request request = RequestCommand.requests(store).require(id).request();
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

  /** Of what does not certify: an export has its file, and what is put right a store of today. */
  private void prepare(PostgresStore store) {
    Request request = RequestCommand.requests(store).require(id).request();
    if (dryRun || request.stage().compareTo(Stage.EXECUTED) >= 0) {
      return;
    }
    switch (request.right()) {
      case ACCESS, PORTABILITY -> file();
      case RECTIFICATION -> ledger.requireNotAhead(database, store);
      case ERASURE, RESTRICTION, OBJECTION, WITHDRAWAL -> {}
    }
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
