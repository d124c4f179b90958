package dev.ricordo.lab.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.audit.AuditorReport;
import dev.ricordo.lab.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembershipAuditTest {

  private static final int ITEMS = 400;

  @TempDir Path folder;

  /** Everybody has eight things of so many that few have two in common. */
  private MembershipOptions options(int customers, int k) throws IOException {
    Random random = new Random(3);
    StringBuilder events = new StringBuilder("at,customer,item,kind,quantity,price,session\n");
    for (int i = 0; i < customers * 8; i++) {
      events.append("2020-01-01T00:00:00Z,c").append(i % customers).append(",i");
      events.append(random.nextInt(ITEMS)).append(",purchase,1,,\n");
    }
    StringBuilder items = new StringBuilder("item,title,category,brand,price\n");
    for (int item = 0; item < ITEMS; item++) {
      items.append('i').append(item).append(",,,,\n");
    }
    Files.writeString(folder.resolve("events.csv"), events);
    Files.writeString(folder.resolve("items.csv"), items);
    return new MembershipOptions(
        folder.resolve("events.csv"), folder.resolve("items.csv"), 800, k, 1);
  }

  @Test
  void members_areToldApartBefore_andNotAfterTheirErasure() throws IOException {
    MembershipReport report = MembershipAudit.run(options(1_000, 1), Progress.silent());

    assertThat(report.members()).isEqualTo(400);
    assertThat(report.background()).isEqualTo(200);
    assertThat(report.before().value()).isGreaterThan(0.8);
    assertThat(report.after().isGuessing()).isTrue();
    assertThat(report.listsChanged()).isPositive();
    assertThat(report.listsDiffering()).isZero();
    assertThat(report.cellsDiffering()).isZero();
    assertThat(report.passed()).as("too few for an interval this narrow").isFalse();
    assertThat(report.toLines().get(4)).startsWith("FAILED: too few targets");
    AuditorReport.found(
        "Do published lists tell who was erased?",
        String.format(
            Locale.ROOT,
            "attack on %d generated customers: AUC %.2f before, %.2f +- %.2f after;"
                + " %d cells and %d lists differ from a world without them",
            report.members(),
            report.before().value(),
            report.after().value(),
            report.after().halfWidth(),
            report.cellsDiffering(),
            report.listsDiffering()));
  }

  /** What is hidden from the attacker is no proof of forgetting, and not taken for one. */
  @Test
  void attackThatTellsNobodyApart_provesNothing() throws IOException {
    MembershipReport report = MembershipAudit.run(options(1_000, 100), Progress.silent());

    assertThat(report.before().value()).isEqualTo(0.5);
    assertThat(report.passed()).isFalse();
    assertThat(report.toLines().get(4)).contains("so it proves nothing");
  }

  @Test
  void logWithTooFewCustomers_isRefused() throws IOException {
    MembershipOptions few = options(3, 1);

    assertThatThrownBy(() -> MembershipAudit.run(few, Progress.silent()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 customers to attack, too few");
  }
}
