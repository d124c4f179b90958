package dev.ricordo.governance.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.Ricordo;
import dev.ricordo.base.Base;
import dev.ricordo.base.RandomBases;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.migrations.Migrations;
import dev.ricordo.postgres.EmbeddedDatabase;
import dev.ricordo.postgres.Pools;
import dev.ricordo.postgres.PostgresStore;
import dev.ricordo.vault.FileKeyVault;
import io.agroal.api.AgroalDataSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A shop that runs on a database, beside which a privacy officer uses the command. */
abstract class RunningShop {

  static final CustomerId ANNA = CustomerId.of("anna");
  static final CustomerId BERT = CustomerId.of("bert");
  static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  static final Base BASE = RandomBases.create(5, 40);

  /** What commands that destroy events say of a shop without holds. */
  static final String NOBODY_HELD =
      "ricordo: WARNING: --holds was not given, so nobody is taken to be under a legal hold."
          + System.lineSeparator();

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // before all tests of a class
  private static EmbeddedDatabase database;

  static AgroalDataSource pool;

  /** Each test is a tenant of its own. */
  final String tenant = UUID.randomUUID().toString();

  FileKeyVault vault;
  PostgresStore store;
  Ricordo shop;

  @BeforeAll
  static void prepare() {
    database = EmbeddedDatabase.startTemporary();
    pool = Pools.of(database);
    Migrations.migrate(pool);
    BASE.write(folder.resolve("base"));
  }

  @AfterAll
  static void stopDatabase() {
    pool.close();
    database.close();
  }

  @BeforeEach
  void openShop() {
    vault = FileKeyVault.open(folder.resolve("vault"));
    store = PostgresStore.open(pool, vault, tenant);
    shop =
        Ricordo.builder().base(BASE).journal(store.journal()).snapshots(store.snapshots()).build();
    shop.observeAll(List.of(view(ANNA, 1), view(ANNA, 2), view(BERT, 1), view(ANNA, 7)));
  }

  @AfterEach
  void closeShop() {
    shop.close();
    store.close();
    vault.close();
  }

  static Event view(CustomerId customer, int item) {
    return Event.viewed(customer, ItemId.of("i" + item), NOON.plusSeconds(item));
  }

  static String vault() {
    return folder.resolve("vault").toString();
  }

  CommandRun ricordo(String... arguments) {
    return ricordoOf(tenant, arguments);
  }

  static CommandRun ricordoOf(String tenant, String... arguments) {
    String[] where = {
      "--url", database.jdbcUrl(), "--user", database.user(), "--tenant", tenant, "--vault", vault()
    };
    return CommandRun.of(
        Stream.of(arguments, where).flatMap(Arrays::stream).toArray(String[]::new));
  }

  static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  /** The options of a connection to the shop's database. */
  static EmbeddedDatabase database() {
    return database;
  }

  static String base() {
    return folder.resolve("base").toString();
  }

  static String[] with(String[] arguments, String... more) {
    return Stream.of(arguments, more).flatMap(Arrays::stream).toArray(String[]::new);
  }
}
