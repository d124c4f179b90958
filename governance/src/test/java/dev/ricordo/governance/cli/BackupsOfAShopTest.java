package dev.ricordo.governance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.audit.AuditorReport;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.migrations.Migrations;
import dev.ricordo.postgres.EmbeddedDatabase;
import dev.ricordo.postgres.PostgresStore;
import dev.ricordo.vault.FileKeyVault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Database and vault come back from backups, and the ledger beside them does not. */
final class BackupsOfAShopTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void bothFromBefore_areRefused_untilOneOfThemIsYounger() throws Exception {
    fill();
    String request = identifiedErasure("carl");
    String correction = identifiedCorrection("carl");
    backUp("before");
    try (EmbeddedDatabase server = start()) {
      assertThat(forget(server, "anna").exit()).isZero();
    }
    backUp("after");

    bringBack("pg", "before");
    bringBack("vault", "before");
    try (EmbeddedDatabase server = start()) {
      CommandRun refused = forget(server, "bert");
      CommandRun notExecuted = execute(server, request);
      CommandRun verified = run(server, "ledger", "verify", "--database");
      CommandRun audited = run(server, "audit", "installation");

      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err())
          .contains("the store is older than the ledger: at ")
          .contains("1 erasures in the tables and 1 in the vault; now there are 0 and 0")
          .contains("Bring one of the two from a backup made after ")
          .doesNotContain("anna", "bert");
      assertThat(notExecuted.exit()).isEqualTo(1);
      assertThat(notExecuted.err())
          .contains("the store is older than the ledger: at ")
          .doesNotContain("anna", "carl");
      assertThat(database(server, "request", "show", request).out()).contains("restricted");
      for (CommandRun act : actsOfPeople(server, request)) {
        assertThat(act.exit()).isEqualTo(1);
        assertThat(act.err()).contains("the store is older than the ledger: at ");
      }
      assertThat(folder.resolve("holds")).as("nothing was placed").doesNotExist();
      assertThat(verified.exit()).isEqualTo(1);
      assertThat(verified.out()).contains("FOUND: at ").contains("both came back from backups");
      assertThat(run(server, "ledger", "verify").exit()).as("the ledger alone").isZero();
      assertThat(audited.exit()).isEqualTo(1);
      assertThat(audited.out()).contains("FAILED       backups: tables and vault are not both");
      for (CommandRun erasing :
          List.of(
              run(server, "retention", "--older-than", "P1D"),
              run(server, "forget", "--customer", "carl"),
              run(server, "request", "execute", correction))) {
        assertThat(erasing.exit()).isEqualTo(1);
        assertThat(erasing.err()).contains("the store is older than the ledger: at ");
      }
      CommandRun withoutItsFiles =
          database(server, "retention", "--older-than", "P50Y", "--ledger-in-database");
      assertThat(withoutItsFiles.exit()).as(withoutItsFiles.err()).isZero();
      assertThat(withoutItsFiles.err()).contains("WARNING: there is no ledger in the database");
      assertThat(customers(server)).as("nothing was done").hasSize(3);
    }

    bringBack("vault", "after");
    try (EmbeddedDatabase server = start()) {
      assertThat(run(server, "ledger", "verify", "--database").exit()).isZero();
      assertThat(forget(server, "bert").err()).isEqualTo(RunningShop.NOBODY_HELD);
      assertThat(customers(server)).containsExactly(CustomerId.of("carl"));
      CommandRun nowhere = run(server, "request", "execute", request);
      assertThat(nowhere.err()).contains("--out: is missing");
      assertThat(customers(server)).as("nothing was done").hasSize(1);
      assertThat(execute(server, request).err()).isEqualTo(RunningShop.NOBODY_HELD);
      assertThat(customers(server)).isEmpty();
    }
    AuditorReport.found(
        "Do old backups of database and vault together bring anybody back?",
        "refused, by the ledger's number of erasures, until one of the two is younger");
  }

  private void fill() {
    try (EmbeddedDatabase server = start();
        FileKeyVault vault = FileKeyVault.open(folder.resolve("vault"))) {
      Migrations.migrate(server.dataSource());
      try (PostgresStore store = PostgresStore.open(server.dataSource(), vault)) {
        store.journal().append(List.of(event("anna"), event("bert"), event("carl")));
      }
    }
  }

  private static Event event(String customer) {
    return Event.viewed(CustomerId.of(customer), ItemId.of("lamp"), NOON)
        .withId(EventId.of(customer));
  }

  private EmbeddedDatabase start() {
    return EmbeddedDatabase.start(folder.resolve("pg"), 0);
  }

  private void backUp(String name) throws IOException {
    for (String part : List.of("pg", "vault")) {
      copy(folder.resolve(part), folder.resolve(name).resolve(part));
    }
  }

  private void bringBack(String part, String backup) throws IOException {
    FileUtils.deleteDirectory(folder.resolve(part).toFile());
    copy(folder.resolve(backup).resolve(part), folder.resolve(part));
  }

  private static void copy(Path from, Path to) throws IOException {
    FileUtils.copyDirectory(from.toFile(), to.toFile());
    try (Stream<Path> all = Files.walk(to)) {
      for (Path one : all.toList()) {
        Files.setPosixFilePermissions(
            one,
            PosixFilePermissions.fromString(Files.isDirectory(one) ? "rwx------" : "rw-------"));
      }
    }
  }

  private CommandRun forget(EmbeddedDatabase server, String customer) throws IOException {
    Path certificate = folder.resolve(customer + ".json");
    return run(server, "forget", "--customer", customer, "--certificate", certificate.toString());
  }

  private String identifiedErasure(String customer) throws IOException {
    return identified("request", "open", "--customer", customer, "--right", "erasure");
  }

  private String identifiedCorrection(String customer) throws IOException {
    return identified(
        with(
            new String[] {"request", "open", "--customer", customer, "--right", "rectification"},
            "--wrong-event",
            customer,
            "--right-item",
            "vase"));
  }

  /** The id of a request of which it is known who asks. */
  private String identified(String... open) throws IOException {
    try (EmbeddedDatabase server = start()) {
      String opened = database(server, with(open, "--json", "-")).out();
      String id = new ObjectMapper().readTree(opened).at("/requests/0/id").asText();
      database(
          server, "request", "verify-identity", id, "--method", "signed in", "--by", "Eva Berg");
      return id;
    }
  }

  private CommandRun execute(EmbeddedDatabase server, String request) {
    Path certificate = folder.resolve(request + ".json");
    return run(server, "request", "execute", request, "--out", certificate.toString());
  }

  /** What needs no key and no certificate, and is written down all the same. */
  private List<CommandRun> actsOfPeople(EmbeddedDatabase server, String request) {
    String[] people = {"--by", "Eva Berg", "--and", "Jon Holm", "--reason", "lawsuit 7"};
    String[] place = {"hold", "place", "--customer", "bert"};
    return List.of(
        run(server, with(place, with(people, "--holds", folder.resolve("holds").toString()))),
        run(server, with(new String[] {"request", "refuse", request}, people)),
        run(server, "request", "extend", request, "--reason", "many requests", "--by", "Eva Berg"));
  }

  /** A command that writes into the ledger or reads it. */
  private CommandRun run(EmbeddedDatabase server, String... arguments) {
    return database(server, with(arguments, "--ledger", folder.resolve("ledger").toString()));
  }

  private CommandRun database(EmbeddedDatabase server, String... arguments) {
    String vault = folder.resolve("vault").toString();
    return CommandRun.of(
        with(arguments, "--url", server.jdbcUrl(), "--user", server.user(), "--vault", vault));
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.of(arguments, more).flatMap(Arrays::stream).toArray(String[]::new);
  }

  private List<CustomerId> customers(EmbeddedDatabase server) {
    try (FileKeyVault vault = FileKeyVault.open(folder.resolve("vault"));
        PostgresStore store = PostgresStore.open(server.dataSource(), vault)) {
      List<CustomerId> found = new ArrayList<>();
      store.journal().forEachCustomer(found::add);
      return found;
    }
  }
}
