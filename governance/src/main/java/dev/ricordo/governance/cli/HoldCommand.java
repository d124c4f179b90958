package dev.ricordo.governance.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricordo.RicordoException;
import dev.ricordo.evidence.OfficerAct;
import dev.ricordo.evidence.hold.Hold;
import dev.ricordo.evidence.hold.HoldFolder;
import dev.ricordo.governance.requests.HeldEvidence;
import dev.ricordo.governance.requests.HoldReport;
import dev.ricordo.governance.requests.Requests;
import dev.ricordo.postgres.PostgresStore;
import dev.ricordo.spi.Journal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ricordo hold} and its acts. */
@Command(
    name = "hold",
    description = "Keeps a sealed copy of a customer's events as evidence, until it is released.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      HoldCommand.Place.class,
      HoldCommand.Listing.class,
      HoldCommand.Read.class,
      HoldCommand.Release.class
    })
final class HoldCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "command: is missing, place, list, read or release");
  }

  /** To the microsecond, as the ledger's other entries. */
  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  @Command(
      name = "place",
      description = "Places a hold and copies what is there. Two people must agree.",
      mixinStandardHelpOptions = true)
  static final class Place implements Callable<Integer> {

    @Mixin private final CustomerOption customer = new CustomerOption();

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "Why, without naming the customer.")
    private String reason = "";

    @Mixin private final TwoPeopleOption people = new TwoPeopleOption();

    @Mixin private final HoldOption holds = new HoldOption();
    @Mixin private final EvidenceOption ledger = new EvidenceOption();
    @Mixin private final DatabaseOptions database = new DatabaseOptions();
    @Mixin private final ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
      Hold placed =
          database.withStore(
              store ->
                  ledger.withActs(
                      database,
                      store,
                      acts -> {
                        Hold hold = place(store.journal());
                        tell(acts, hold);
                        return hold;
                      }));
      report.print(HoldReport.of("hold place", List.of(placed)));
      return RicordoCommand.SUCCESS;
    }

    /** A hold that stands is obeyed, whether the ledger has it or not. */
    private static void tell(Consumer<OfficerAct> acts, Hold placed) {
      try {
        acts.accept(placed.placed());
      } catch (RicordoException e) {
        throw new RicordoException(
            "hold: " + placed.id() + " was placed, but " + e.getMessage(), e);
      }
    }

    private Hold place(Journal journal) {
      try (HoldFolder folder = holds.open()) {
        return folder.place(
            database.tenant(),
            customer.id(),
            journal.read(customer.id(), 1),
            reason,
            people.by(),
            people.and(),
            now());
      }
    }
  }

  @Command(name = "list", description = "Lists holds.", mixinStandardHelpOptions = true)
  static final class Listing implements Callable<Integer> {

    @Mixin private final HoldOption holds = new HoldOption();
    @Mixin private final ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
      report.print(HoldReport.of("hold list", holds.all()));
      return RicordoCommand.SUCCESS;
    }
  }

  @Command(
      name = "read",
      description =
          "Writes what a hold keeps to a file, in the clear. Two people must agree, and the ledger"
              + " has it before anything is read.",
      mixinStandardHelpOptions = true)
  static final class Read implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The hold's id.")
    @SuppressWarnings("NullAway.Init") // required: picocli sets it or refuses the command
    private UUID id;

    @Option(
        names = "--out",
        required = true,
        paramLabel = "FILE",
        description = "The file to write, readable by its owner only.")
    private Path out = Path.of("");

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "Why, without naming the customer.")
    private String reason = "";

    @Mixin private final TwoPeopleOption people = new TwoPeopleOption();
    @Mixin private final HoldOption holds = new HoldOption();
    @Mixin private final EvidenceOption ledger = new EvidenceOption();
    @Mixin private final DatabaseOptions database = new DatabaseOptions();

    @Override
    public Integer call() {
      Hold.Reading reading = new Hold.Reading(reason, people.by(), people.and(), now());
      NewFile file = NewFile.of("--out", Optional.of(out)).orElseThrow();
      try (HoldFolder folder = holds.openExisting()) {
        List<HoldFolder.Copy> copies =
            database.withStore(
                store ->
                    ledger.withActs(
                        database,
                        store,
                        acts ->
                            folder.read(
                                database.tenant(),
                                id,
                                reading,
                                hold -> acts.accept(hold.lastRead()))));
        file.write((new HeldEvidence(id.toString(), copies).toJson() + "\n").getBytes(UTF_8));
      }
      return RicordoCommand.SUCCESS;
    }
  }

  @Command(
      name = "release",
      description = "Releases a hold: its key and its copies are destroyed.",
      mixinStandardHelpOptions = true)
  static final class Release implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The hold's id.")
    @SuppressWarnings("NullAway.Init") // required: picocli sets it or refuses the command
    private UUID id;

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who releases.")
    private String by = "";

    @Mixin private final HoldOption holds = new HoldOption();
    @Mixin private final EvidenceOption ledger = new EvidenceOption();
    @Mixin private final DatabaseOptions database = new DatabaseOptions();
    @Mixin private final ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
      try (HoldFolder folder = holds.openExisting()) {
        Hold released = database.withStore(store -> release(folder, store));
        report.print(HoldReport.of("hold release", List.of(released)));
      }
      return RicordoCommand.SUCCESS;
    }

    private Hold release(HoldFolder folder, PostgresStore store) {
      Hold released =
          ledger.withActs(
              database,
              store,
              acts ->
                  folder.release(
                      database.tenant(), id, by, now(), hold -> acts.accept(hold.released())));
      Requests requests = RequestCommand.requests(store);
      for (UUID request : folder.requests(id)) {
        if (folder.keepsFor(request) || requests.released(request)) {
          folder.settle(id, request);
        }
      }
      int others = folder.requests(id).size();
      if (others > 0) {
        throw new RicordoException(
            "hold: was released, but "
                + others
                + " of the requests that are done in part for it are not known to tenant \""
                + database.tenant()
                + "\"; if they are of another, give the same command again with that --tenant");
      }
      return released;
    }
  }
}
