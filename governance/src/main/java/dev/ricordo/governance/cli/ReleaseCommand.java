package dev.ricordo.governance.cli;

import dev.ricordo.base.BaseRegistry;
import dev.ricordo.governance.ActReport;
import dev.ricordo.governance.evidence.Completion;
import dev.ricordo.governance.evidence.ReleaseRecorder;
import dev.ricordo.governance.releases.PromoteRelease;
import dev.ricordo.governance.releases.PromotionReport;
import dev.ricordo.governance.releases.ReleaseGates;
import dev.ricordo.governance.releases.ReleaseReport;
import dev.ricordo.governance.releases.TrainRelease;
import dev.ricordo.lab.Training;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.panel.Panel;
import dev.ricordo.panel.PanelRules;
import dev.ricordo.spi.Journal;
import dev.ricordo.verifier.Certificate;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ricordo release} and its acts. */
@Command(
    name = "release",
    description = "Trains bases on consenting customers, lets them serve, and rebuilds them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ReleaseCommand.Train.class,
      ReleaseCommand.Rebuild.class,
      ReleaseCommand.Promote.class,
      ReleaseCommand.Retire.class,
      ReleaseCommand.Complete.class,
      ReleaseCommand.Listing.class
    })
final class ReleaseCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "command: is missing, train, rebuild, promote, retire, complete or list");
  }

  /** What every act that trains is told. */
  static final class TrainingOptions {

    @Option(
        names = "--items",
        required = true,
        paramLabel = "F",
        description = "Catalogue, CSV, plain or gzip; events of other items are left out.")
    private Path items = Path.of("");

    @Mixin private final RegistryOption registry = new RegistryOption();
    @Mixin private final DatabaseOptions database = new DatabaseOptions();

    <T> T with(Function<TrainRelease, T> work) {
      return database.withJournal(
          journal ->
              work.apply(
                  new TrainRelease(
                      journal, registry.get(), EventLog.readItems(items), Clock.systemUTC())));
    }

    BaseRegistry registry() {
      return registry.get();
    }
  }

  @Command(
      name = "train",
      description = "Trains a base on customers of the journal who let their data train.",
      mixinStandardHelpOptions = true)
  static final class Train implements Callable<Integer> {

    @Option(
        names = "--granted",
        description =
            "Only customers who granted it; else also those who never spoke of it, unless the rules in"
                + " force require consent to training.")
    private boolean granted;

    @Option(
        names = "--members",
        paramLabel = "N",
        defaultValue = "1000000",
        description = "Customers at most (default: ${DEFAULT-VALUE}).")
    private long members;

    @Option(
        names = "--seed",
        paramLabel = "N",
        defaultValue = "1",
        description = "Of the random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin private final TrainingOptions training = new TrainingOptions();
    @Mixin private final DeviceOption device = new DeviceOption();
    @Mixin private final EpochsOption epochs = new EpochsOption();
    @Mixin private final ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
      PanelRules rules = new PanelRules(granted, members);
      report.print(
          training.with(
              act ->
                  act.train(
                      rules,
                      Training.settings(seed, device.get(), epochs.get()),
                      ReportOptions.progress())));
      return RicordoCommand.SUCCESS;
    }
  }

  @Command(
      name = "rebuild",
      description =
          "Trains a release again, by the same settings, without those who were forgotten, withdrew or"
              + " may no longer.",
      mixinStandardHelpOptions = true)
  static final class Rebuild implements Callable<Integer> {

    @Parameters(
        paramLabel = "RELEASE",
        arity = "0..1",
        description = "Name of the release; by default the one that serves.")
    private @Nullable String name;

    @Mixin private final TrainingOptions training = new TrainingOptions();
    @Mixin private final ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
      String release =
          Optional.ofNullable(name)
              .or(() -> training.registry().current())
              .orElseThrow(
                  () -> new IllegalArgumentException("RELEASE: is missing, and none serves"));
      report.print(training.with(act -> act.rebuild(release, ReportOptions.progress())));
      return RicordoCommand.SUCCESS;
    }
  }

  /** What every act that writes into the ledger is told. */
  static final class DecisionOptions {

    @Parameters(paramLabel = "RELEASE", description = "Name of the release.")
    private String name = "";

    @Mixin private final RegistryOption registry = new RegistryOption();
    @Mixin private final EvidenceOption ledger = new EvidenceOption();
    @Mixin private final DatabaseOptions database = new DatabaseOptions();

    <T> T with(ReleaseGates gates, Function<PromoteRelease, T> work) {
      return database.withStore(
          store ->
              ledger.withLedger(
                  database,
                  store,
                  evidence ->
                      work.apply(
                          new PromoteRelease(
                              store.journal(),
                              registry.get(),
                              new ReleaseRecorder(evidence, database.tenant()),
                              gates,
                              Clock.systemUTC()))));
    }
  }

  @Command(
      name = "promote",
      description = "Lets a release serve, if its gates let it pass. Two people must agree.",
      mixinStandardHelpOptions = true)
  static final class Promote implements Callable<Integer> {

    @Mixin private final TwoPeopleOption people = new TwoPeopleOption();

    @Option(
        names = "--minimum-members",
        paramLabel = "N",
        defaultValue = "100",
        description = "Customers that it must be trained on (default: ${DEFAULT-VALUE}).")
    private long fewestMembers;

    @Option(
        names = "--tolerated-loss",
        paramLabel = "PERCENT",
        defaultValue = "5",
        description =
            "So many percent fewer hits may it have than the one that serves"
                + " (default: ${DEFAULT-VALUE}).")
    private int loss;

    @Mixin private final DecisionOptions decision = new DecisionOptions();
    @Mixin private final ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
      PromotionReport promotion =
          decision.with(
              ReleaseGates.DEFAULT.withFewestMembers(fewestMembers).withLoss(loss),
              act ->
                  act.promote(decision.name, people.by(), people.and(), ReportOptions.progress()));
      report.print(promotion);
      return promotion.promoted() ? RicordoCommand.SUCCESS : RicordoCommand.FAILED;
    }
  }

  @Command(
      name = "retire",
      description = "Destroys a release that does not serve, and with it what it owes.",
      mixinStandardHelpOptions = true)
  static final class Retire implements Callable<Integer> {

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who decides.")
    private String by = "";

    @Mixin private final DecisionOptions decision = new DecisionOptions();
    @Mixin private final ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
      Panel panel = decision.with(ReleaseGates.DEFAULT, act -> act.retire(decision.name, by));
      report.print(
          ActReport.of(
              "release retire",
              null,
              Map.of(
                  "release",
                  decision.name,
                  "panel",
                  panel.id().toString(),
                  "base",
                  panel.base().orElse("none")),
              decision.name + " is destroyed"));
      return RicordoCommand.SUCCESS;
    }
  }

  @Command(
      name = "complete",
      description =
          "Writes the file that shows that the bases which a certificate waits for are destroyed.",
      mixinStandardHelpOptions = true)
  static final class Complete implements Callable<Integer> {

    @Parameters(paramLabel = "CERTIFICATE", description = "File of the certificate.")
    private Path certificate = Path.of("");

    @Option(
        names = "--out",
        required = true,
        paramLabel = "FILE",
        description = "The file to write, for ricordo verify --completion.")
    private Path out = Path.of("");

    @Mixin private final LedgerKeyOption key = new LedgerKeyOption();
    @Mixin private final LedgerOption ledger = new LedgerOption();
    @Mixin private final ConnectionOptions connection = new ConnectionOptions();
    @Mixin private final ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
      NewFile file = NewFile.of("--out", Optional.of(out)).orElseThrow();
      Certificate waiting = VerifyCommand.read(certificate);
      file.write(
          ledger.withPlace(connection, place -> Completion.of(waiting, place, key.of(place))));
      report.print(
          ActReport.of(
              "release complete",
              null,
              Map.of("file", out.toString(), "panels", waiting.model().panels()),
              out + ": " + waiting.model().panels().size() + " bases are destroyed"));
      return RicordoCommand.SUCCESS;
    }
  }

  @Command(
      name = "list",
      description =
          "Lists releases, what they owe and when it is due. Fails if it is overdue, or if one"
              + " serves that was trained without the consent which the rules in force require.",
      mixinStandardHelpOptions = true)
  static final class Listing implements Callable<Integer> {

    @Mixin private final RebuildOption rebuild = new RebuildOption();
    @Mixin private final RegistryOption registry = new RegistryOption();
    @Mixin private final DatabaseOptions database = new DatabaseOptions();
    @Mixin private final ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
      Function<Journal, ReleaseReport> look =
          journal -> ReleaseReport.of(journal, registry.get(), rebuild.within(), Instant.now());
      ReleaseReport releases = database.withJournal(look);
      report.print(releases);
      return releases.overdue() + releases.unconsented() == 0
          ? RicordoCommand.SUCCESS
          : RicordoCommand.FAILED;
    }
  }
}
