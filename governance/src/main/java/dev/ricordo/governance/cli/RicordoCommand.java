package dev.ricordo.governance.cli;

import dev.ricordo.RicordoException;
import dev.ricordo.djl.Device;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import dev.ricordo.governance.ForgottenEvents;
import dev.ricordo.governance.Version;
import dev.ricordo.lab.Protocol;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The program {@code ricordo}. */
@Command(
    name = "ricordo",
    description = "Trains, measures and governs Ricordo's memories.",
    mixinStandardHelpOptions = true,
    versionProvider = RicordoCommand.Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      ReportCommand.class,
      ContinualCommand.class,
      BenchCommand.class,
      InspectCommand.class,
      BecauseCommand.class,
      ForgetCommand.class,
      EpochsCommand.class,
      ExportCommand.class,
      RetentionCommand.class,
      ReleaseCommand.class,
      ConsentCommand.class,
      RequestCommand.class,
      HoldCommand.class,
      VaultCommand.class,
      VerifyCommand.class,
      LedgerCommand.class,
      AuditCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 success, 1 a failed check or a failure outside, 2 wrong use.",
      "ricordo COMMAND --help describes a command."
    })
public final class RicordoCommand implements Runnable {

  static final int SUCCESS = 0;
  static final int FAILED = 1;
  static final int WRONG_USE = 2;

  /** Held, because the logging system forgets what nobody holds. */
  private static final Logger ROOT = Logger.getLogger("");

  /** Warns of a machine without a GPU, which is no reason to. */
  private static final Logger GPU_SEARCH = Logger.getLogger("ai.djl.util.cuda");

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {Version.SOFTWARE};
    }
  }

  public static void main(String[] arguments) {
    ROOT.setLevel(Level.WARNING);
    GPU_SEARCH.setLevel(Level.SEVERE);
    System.exit(commandLine().execute(arguments));
  }

  /** The command, ready to be executed. */
  static CommandLine commandLine() {
    return new CommandLine(new RicordoCommand())
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(CustomerId.class, named(CustomerId::of))
        .registerConverter(ItemId.class, named(ItemId::of))
        .registerConverter(EventId.class, named(EventId::of))
        .registerConverter(EventKind.class, named(RicordoCommand::kind))
        .registerConverter(Instant.class, named(RicordoCommand::instant))
        .registerConverter(Device.class, named(Device::parse))
        .registerConverter(Protocol.class, named(Protocol::parse))
        .setUsageHelpAutoWidth(true)
        .setExecutionStrategy(RicordoCommand::executed)
        .setParameterExceptionHandler(RicordoCommand::wrongUse)
        .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command.getErr()));
  }

  private static int executed(ParseResult parsed) {
    OutputFiles.requireApart(parsed);
    return new RunLast().execute(parsed);
  }

  /** A failure says what the parser says, no more: picocli would add the value. */
  private static <T> ITypeConverter<T> named(Function<String, T> parser) {
    return value -> {
      try {
        return parser.apply(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }

  private static EventKind kind(String text) {
    return text.equals(ForgottenEvents.name(EventKind.UNKNOWN))
        ? EventKind.UNKNOWN
        : EventKind.parse(text);
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no time of ISO 8601, such as 2026-03-01T00:00:00Z", e);
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "command: is missing");
  }

  private static int wrongUse(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    command.getErr().println("ricordo: " + e.getMessage());
    command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return WRONG_USE;
  }

  private static int failed(Exception e, PrintWriter err) {
    if (e instanceof IllegalArgumentException) {
      err.println("ricordo: " + e.getMessage());
      return WRONG_USE;
    }
    if (e instanceof RicordoException) {
      err.println("ricordo: " + e.getMessage());
      return FAILED;
    }
    // The message is left out: nobody knows what it quotes.
    err.println("ricordo: a defect, " + e.getClass().getName());
    Arrays.stream(e.getStackTrace()).forEach(frame -> err.println("    at " + frame));
    return FAILED;
  }
}
