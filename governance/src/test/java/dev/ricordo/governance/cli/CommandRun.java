package dev.ricordo.governance.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * One call of the command, in this process.
 *
 * @param exit its exit code
 * @param out what it printed
 * @param err what it complained
 */
record CommandRun(int exit, String out, String err) {

  static CommandRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        RicordoCommand.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    int exit = command.execute(arguments);
    return new CommandRun(exit, out.toString(), err.toString());
  }
}
