package dev.ricordo.governance.cli;

import dev.ricordo.event.CustomerId;
import picocli.CommandLine.Option;

/** Which customer. */
final class CustomerOption {

  @Option(
      names = "--customer",
      required = true,
      paramLabel = "ID",
      description = "The shop's id of the customer.")
  @SuppressWarnings("NullAway.Init") // required: picocli sets it or refuses the command
  private CustomerId customer;

  CustomerId id() {
    return customer;
  }
}
