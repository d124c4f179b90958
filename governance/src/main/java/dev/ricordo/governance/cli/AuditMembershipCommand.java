package dev.ricordo.governance.cli;

import dev.ricordo.lab.membership.MembershipAudit;
import dev.ricordo.lab.membership.MembershipOptions;
import dev.ricordo.lab.membership.MembershipReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo audit membership}. */
@Command(
    name = "membership",
    description =
        "Attacks the lists that the shared sums of a log show: do they tell who is behind them, and"
            + " who was erased? Exits with 1 if the attack tells who was erased, or proves nothing"
            + " because it tells nobody apart before.",
    mixinStandardHelpOptions = true)
final class AuditMembershipCommand implements Callable<Integer> {

  @Mixin private final LogOptions log = new LogOptions();

  @Option(
      names = "--targets",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "Attacked customers, half of them in the sums and then erased (default:"
              + " ${DEFAULT-VALUE}, or 85 %% of those who can be).")
  private int targets;

  @Option(
      names = "--k",
      paramLabel = "N",
      defaultValue = "1",
      description = "The fewest customers behind a cell that is shown (default: ${DEFAULT-VALUE}).")
  private int k;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of who is attacked and who of them is erased (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    MembershipReport result =
        MembershipAudit.run(
            new MembershipOptions(log.events(), log.items(), targets, k, seed),
            ReportOptions.progress());
    report.print(result);
    return result.passed() ? RicordoCommand.SUCCESS : RicordoCommand.FAILED;
  }
}
