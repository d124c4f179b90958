package dev.ricordo.governance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ricordo.base.BaseRegistry;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bases that a shop trains on its own customers, and what they owe to those who leave. */
final class ReleasesOfAShopTest extends RunningShop {

  private static final int CUSTOMERS = 40;

  private Path items;
  private String registry = "";
  private String ledger = "";

  @BeforeEach
  void moreCustomers() throws Exception {
    List<Event> events = new ArrayList<>();
    for (int turn = 0; turn < 6; turn++) {
      for (int c = 0; c < CUSTOMERS; c++) {
        events.add(view(CustomerId.of("c" + c), (c % 4 * 10 + turn * 3) % 40));
      }
    }
    shop.observeAll(events);
    items = folder.resolve("items.csv");
    StringBuilder csv = new StringBuilder("item,title,category,brand,price\n");
    for (int i = 0; i < 40; i++) {
      csv.append('i').append(i).append(",Thing,c").append(i / 10).append(",,\n");
    }
    Files.writeString(items, csv);
    registry = folder.resolve("bases " + tenant).toString();
    ledger = folder.resolve("ledger " + tenant).toString();
  }

  private CommandRun release(String act, String... arguments) {
    String[] command = {"release", act, "--registry", registry};
    return ricordo(with(command, arguments));
  }

  private String trained(CommandRun run) throws Exception {
    assertThat(run.err()).doesNotContain("Exception");
    assertThat(run.exit()).as(run.err()).isZero();
    return json(run.out()).get("release").asText();
  }

  private String train() throws Exception {
    return trained(release("train", "--items", items.toString(), "--epochs", "2", "--json", "-"));
  }

  private CommandRun promote(String name) {
    return release(
        "promote",
        name,
        "--ledger",
        ledger,
        "--minimum-members",
        "20",
        "--tolerated-loss",
        "50",
        "--by",
        "Eva Berg",
        "--and",
        "Jon Holm");
  }

  @Test
  void erasure_waitsForARebuild_andIsCompleted() throws Exception {
    String first = train();
    assertThat(release("list").out()).contains(first + "  candidate       42      0");
    CommandRun promoted = promote(first);
    assertThat(promoted.out()).contains("release " + first + ": promoted");
    assertThat(promoted.exit()).isZero();
    Path certificate = folder.resolve(tenant + ".json");
    CommandRun forgotten =
        ricordo(
            "forget",
            "--customer",
            "c7",
            "--certificate",
            certificate.toString(),
            "--ledger",
            ledger,
            "--base",
            registry + "/" + first);
    assertThat(forgotten.exit()).as(forgotten.err()).isZero();
    assertThat(verify(certificate).out()).contains("1 trained model held what was forgotten");
    JsonNode owing = json(release("list", "--json", "-").out()).get("releases").get(0);
    assertThat(owing.get("debts").asLong()).isEqualTo(1);
    assertThat(release("list", "--rebuild-within", "PT0S").exit()).isEqualTo(1);
    assertThat(complete(certificate).err()).contains("that its base was destroyed");

    String second = trained(release("rebuild", "--items", items.toString(), "--json", "-"));
    assertThat(promote(second).exit()).isZero();
    CommandRun retired = release("retire", first, "--by", "Eva Berg", "--ledger", ledger);
    assertThat(retired.exit()).as(retired.err()).isZero();
    assertThat(Path.of(registry, first)).doesNotExist();
    assertThat(new BaseRegistry(Path.of(registry)).current()).contains(second);
    assertThat(complete(certificate).exit()).isZero();

    CommandRun verified =
        verify(certificate, "--completion", certificate + ".completion", "--json", "-");
    assertThat(verified.exit()).as(verified.out()).isZero();
    assertThat(json(verified.out()).get("completed").asText()).startsWith("20");
    assertThat(CommandRun.of("ledger", "show", "--ledger", ledger).out())
        .contains("release promoted", "erasure-full", "release retired");
    assertThat(CommandRun.of("ledger", "verify", "--ledger", ledger).exit()).isZero();
  }

  private CommandRun verify(Path certificate, String... more) {
    String[] command = {"verify", certificate.toString(), "--key", ledger + ".pub"};
    return CommandRun.of(with(command, more));
  }

  private CommandRun complete(Path certificate) {
    return CommandRun.of(
        "release",
        "complete",
        certificate.toString(),
        "--ledger",
        ledger,
        "--out",
        certificate + ".completion");
  }

  @Test
  void whatCannotBe_isSaid_andChangesNothing() throws Exception {
    assertThat(release("list").out()).contains("no release was trained on this journal");
    CommandRun none = release("rebuild", "--items", items.toString());
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.err()).contains("RELEASE: is missing, and none serves");
    CommandRun nobody = release("train", "--items", items.toString(), "--granted");
    assertThat(nobody.exit()).isEqualTo(1);
    assertThat(nobody.err()).contains("panel: nobody with events lets their data train");
    String name = train();
    CommandRun few =
        release("promote", name, "--ledger", ledger, "--by", "Eva Berg", "--and", "Jon Holm");
    assertThat(few.exit()).isEqualTo(1);
    assertThat(few.out()).contains(name + ": held", "members: 42 customers, limit 100");
    assertThat(new BaseRegistry(Path.of(registry)).current()).isEmpty();
    CommandRun alone =
        release("promote", name, "--ledger", ledger, "--by", "Eva Berg", "--and", "eva berg");
    assertThat(alone.exit()).isEqualTo(2);
    assertThat(alone.err()).contains("and: must name somebody else than by");
    CommandRun unknown =
        release("retire", "2026-01-01-00000000", "--by", "Eva", "--ledger", ledger);
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("there is no panel of \"2026-01-01-00000000\"");
    assertThat(release("promote", "../base", "--ledger", ledger, "--by", "E", "--and", "J").err())
        .contains("is no name of a release");
  }
}
