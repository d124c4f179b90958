package dev.ricordo.governance.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricordo.RicordoException;
import dev.ricordo.Scope;
import dev.ricordo.base.Base;
import dev.ricordo.evidence.hold.KeepingJournal;
import dev.ricordo.governance.ForgetCustomer;
import dev.ricordo.governance.ForgetReport;
import dev.ricordo.governance.Forgotten;
import dev.ricordo.governance.evidence.Aftermath;
import dev.ricordo.governance.evidence.Certifier;
import dev.ricordo.governance.evidence.Erased;
import dev.ricordo.spi.Journal;
import dev.ricordo.verifier.CertificatePage;
import dev.ricordo.verifier.Particulars;
import dev.ricordo.verifier.Times;
import dev.ricordo.verifier.Verdict;
import dev.ricordo.verifier.Verifier;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo forget}. */
@Command(
    name = "forget",
    description = "Forgets a customer or some of a customer's events, or shows what that would do.",
    mixinStandardHelpOptions = true)
final class ForgetCommand implements Callable<Integer> {

  @Mixin private final CustomerOption customer = new CustomerOption();

  @Option(
      names = "--dry-run",
      description = "Changes nothing: shows what would go and how answers would change.")
  private boolean dryRun;

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "Certifies what was done in the ledger, and writes the proof to this file.")
  private @Nullable Path certificate;

  @Option(
      names = "--basis",
      paramLabel = "TEXT",
      defaultValue = "GDPR Art. 17(1)",
      description = "By what right, for the certificate (default: ${DEFAULT-VALUE}).")
  private String basis = "";

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Writes the certificate as a page for people too.")
  private @Nullable Path html;

  @Mixin private final HoldOption holds = new HoldOption();
  @Mixin private final RebuildOption rebuild = new RebuildOption();
  @Mixin private final EvidenceOption ledger = new EvidenceOption();
  @Mixin private final ScopeOptions scope = new ScopeOptions();
  @Mixin private final BaseOption base = new BaseOption();
  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    Optional<Scope> asked = scope.find();
    ForgetReport done;
    if (certificate != null) {
      done = forgetCertified(asked, certificate);
    } else if (html != null) {
      throw new IllegalArgumentException("--html: needs --certificate, of which it is a reading");
    } else {
      done = previewOrForget(asked);
    }
    report.print(done);
    return done.passed() ? RicordoCommand.SUCCESS : RicordoCommand.FAILED;
  }

  private ForgetReport previewOrForget(Optional<Scope> asked) {
    Optional<Base> release = dryRun || scope.needCatalogue() ? base.find() : Optional.empty();
    return database.withStore(
        store -> {
          if (!dryRun) {
            ledger.requireNotAhead(database, store);
          }
          return forgetting(
              store.journal(),
              release,
              act ->
                  dryRun
                      ? act.preview(customer.id(), asked, ReportOptions.progress())
                      : ForgetReport.of(act.forget(customer.id(), asked)));
        });
  }

  private <T> T forgetting(
      Journal journal, Optional<Base> release, Function<ForgetCustomer, T> work) {
    return holds.withEvidence(
        database.tenant(),
        evidence ->
            work.apply(
                new ForgetCustomer(
                    new KeepingJournal(journal, evidence), release, Clock.systemUTC())));
  }

  /** Whatever can be found wrong is found before anything is destroyed. */
  private ForgetReport forgetCertified(Optional<Scope> asked, Path to) {
    if (dryRun) {
      throw new IllegalArgumentException("--certificate: nothing is done in a --dry-run");
    }
    Instant received = Instant.now();
    Optional<NewFile> file = NewFile.of("--certificate", Optional.of(to));
    Optional<NewFile> page = NewFile.of("--html", Optional.ofNullable(html));
    Optional<Base> release = base.find();
    if (asked.isPresent() && release.isEmpty()) {
      throw new IllegalArgumentException(
          "--base: is missing; a certificate says what the memory is without these events");
    }
    return database.withStoreAndAsked(
        (store, stores) ->
            ledger.withLedger(
                database,
                store,
                evidence -> {
                  Journal journal = store.journal();
                  Forgotten done =
                      forgetting(journal, release, act -> act.forget(customer.id(), asked));
                  if (done.passed()) {
                    Instant verified = Instant.now();
                    Aftermath aftermath =
                        Aftermath.of(journal, customer.id(), done, release, rebuild.within());
                    Erased erased =
                        new Erased(
                            database.tenant(),
                            customer.id(),
                            new Times(
                                received,
                                Optional.empty(),
                                Optional.empty(),
                                done.at(),
                                Optional.of(verified),
                                Optional.of(Instant.now())),
                            done,
                            stores.keys(done.at()),
                            stores.swept(done.at()),
                            release,
                            aftermath,
                            new Particulars("", List.of(), List.of(), basis));
                    writePage(certify(new Certifier(evidence), erased, file), page);
                  }
                  return ForgetReport.of(done);
                }));
  }

  private static byte[] certify(Certifier certifier, Erased erased, Optional<NewFile> file) {
    try {
      byte[] bytes = certifier.certify(erased);
      file.ifPresent(to -> to.write(bytes));
      return bytes;
    } catch (RicordoException e) {
      throw new RicordoException(
          "FORGOTTEN, BUT NOT CERTIFIED: "
              + erased.done().events()
              + " events destroyed, then "
              + e.getMessage()
              + ". Give the same command again when this is put right: it certifies that nothing"
              + " is left.",
          e);
    }
  }

  private static void writePage(byte[] certificate, Optional<NewFile> page) {
    if (Verifier.of(Optional.empty()).verify(certificate) instanceof Verdict.Proved proved) {
      page.ifPresent(to -> to.write(CertificatePage.of(proved).getBytes(UTF_8)));
    }
  }
}
