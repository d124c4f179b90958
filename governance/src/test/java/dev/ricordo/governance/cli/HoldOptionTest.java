package dev.ricordo.governance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.event.CustomerId;
import dev.ricordo.evidence.hold.HoldFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The demo shop's holds are on the demo shop's customers alone. */
class HoldOptionTest extends AtHome {

  private static final CustomerId ANNA = CustomerId.of("anna");

  private final StringWriter err = new StringWriter();

  @Command
  private static final class Asking {
    @Mixin private final HoldOption holds = new HoldOption();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by picocli: its options say whose data it is
    private final DatabaseOptions database = new DatabaseOptions();
  }

  @BeforeEach
  void placeAHold() {
    try (HoldFolder holds = HoldFolder.open(home.resolve("demo-shop/.ricordo/holds"))) {
      holds.place("default", ANNA, List.of(), "lawsuit 7", "Eva Berg", "Jon Holm", Instant.EPOCH);
    }
  }

  private boolean isHeld(String... arguments) {
    Asking asking = new Asking();
    new CommandLine(asking).setErr(new PrintWriter(err)).parseArgs(arguments);
    return asking.holds.withEvidence("default", evidence -> evidence.holds(Set.of(ANNA)));
  }

  @Test
  void demoShopsCustomers_areHeldByItsFolder() {
    assertThat(isHeld()).isTrue();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void othersHolds_areNotPlacedThere() {
    Asking asking = new Asking();
    new CommandLine(asking).parseArgs("--url", "jdbc:postgresql://127.0.0.1/shop");

    assertThatThrownBy(asking.holds::open)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--holds: is missing");
    assertThatThrownBy(asking.holds::all).hasMessageStartingWith("--holds: is missing");
  }

  @Test
  void othersCustomers_areNot_andThatIsSaid() {
    assertThat(isHeld("--url", "jdbc:postgresql://127.0.0.1/shop")).isFalse();
    assertThat(err.toString()).contains("WARNING: --holds was not given");
  }
}
