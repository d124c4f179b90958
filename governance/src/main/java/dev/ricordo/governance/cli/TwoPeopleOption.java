package dev.ricordo.governance.cli;

import picocli.CommandLine.Option;

/** Two people who must agree. Whoever acts on it refuses one who is named twice. */
final class TwoPeopleOption {

  @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who decides.")
  private String by = "";

  @Option(names = "--and", required = true, paramLabel = "NAME", description = "Who agrees.")
  private String and = "";

  String by() {
    return by;
  }

  String and() {
    return and;
  }
}
