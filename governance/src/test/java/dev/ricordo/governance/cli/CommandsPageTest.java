package dev.ricordo.governance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The page of all commands has every command with every option, and none that is not there. */
class CommandsPageTest {

  private static final Path PAGE = Path.of("../docs/commands.md");
  private static final Pattern GROUP = Pattern.compile("([A-Z]+) (?:stands )?for `(\\[--[^`]*)`");
  private static final Pattern SYNOPSIS =
      Pattern.compile("^ricordo ([a-z]+(?:[ -][a-z]+)*)(.*(?:\\n  .*)*)", Pattern.MULTILINE);
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

  @Test
  void page_hasEveryCommandWithEveryOption() throws Exception {
    String page = Files.readString(PAGE);
    Map<String, String> groups = new TreeMap<>();
    GROUP.matcher(page).results().forEach(group -> groups.put(group.group(1), group.group(2)));
    assertThat(groups).containsOnlyKeys("STORE", "LEDGER", "WITNESS", "BASE", "SCOPE");

    assertThat(told(page, groups)).isEqualTo(existing("", RicordoCommand.commandLine()));
  }

  /** Options by command; of a command that stands there more than once, of the first time. */
  private static Map<String, Set<String>> told(String page, Map<String, String> groups) {
    Map<String, Set<String>> told = new TreeMap<>();
    Matcher synopsis = SYNOPSIS.matcher(page);
    while (synopsis.find()) {
      String options = synopsis.group(2);
      for (Map.Entry<String, String> group : groups.entrySet()) {
        options = options.replaceAll("\\b" + group.getKey() + "\\b", group.getValue());
      }
      told.putIfAbsent(
          synopsis.group(1),
          OPTION
              .matcher(options)
              .results()
              .map(found -> found.group())
              .collect(Collectors.toCollection(TreeSet::new)));
    }
    return told;
  }

  private static Map<String, Set<String>> existing(String path, CommandLine command) {
    Map<String, Set<String>> existing = new TreeMap<>();
    command
        .getSubcommands()
        .forEach((name, sub) -> existing.putAll(existing((path + " " + name).strip(), sub)));
    if (existing.isEmpty()) {
      existing.put(path, options(command));
    }
    return existing;
  }

  /** All but those of every command. */
  private static Set<String> options(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .map(OptionSpec::longestName)
        .filter(name -> !name.equals("--json"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
