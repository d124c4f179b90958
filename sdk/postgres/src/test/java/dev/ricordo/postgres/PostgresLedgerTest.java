package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.ledger.Audit;
import dev.ricordo.ledger.CheckpointFile;
import dev.ricordo.ledger.Finding;
import dev.ricordo.ledger.Ledger;
import dev.ricordo.ledger.LedgerException;
import dev.ricordo.ledger.LedgerStore;
import dev.ricordo.ledger.LedgerStoreContract;
import dev.ricordo.ledger.LedgerView;
import dev.ricordo.ledger.LogProof;
import dev.ricordo.ledger.NoteSigner;
import dev.ricordo.ledger.SignedCheckpoint;
import dev.ricordo.ledger.TiledSource;
import dev.ricordo.ledger.Trust;
import dev.ricordo.migrations.Migrations;
import io.agroal.api.AgroalDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole contract, by a user who may add and read rows and nothing else. */
final class PostgresLedgerTest extends LedgerStoreContract {

  private static final String WRITER = "ledger_writer";
  private static final DataSource OWNER = TestDatabase.pool();
  private static AgroalDataSource writer;

  @TempDir Path folder;

  /** Each test is a log of its own. */
  private final String log = "log.example/" + UUID.randomUUID();

  @BeforeAll
  static void letTheWriterIn() throws SQLException {
    execute(
        OWNER, "create user " + WRITER + " password 'writer'; grant ricordo_ledger to " + WRITER);
    try (Connection connection = OWNER.getConnection()) {
      writer = Pools.of(connection.getMetaData().getURL(), WRITER, "writer");
    }
  }

  @AfterAll
  static void closePool() {
    writer.close();
  }

  private static void execute(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  protected LedgerStore open() {
    return PostgresLedger.open(writer, log);
  }

  private NoteSigner newKey() {
    return NoteSigner.create(folder.resolve("key"), log);
  }

  private Audit.Report audit(NoteSigner signer, SignedCheckpoint... seen) {
    return Audit.of(PostgresLedger.reader(OWNER, log), Trust.of(signer.verifier()), List.of(seen));
  }

  private static List<byte[]> entries(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> ("entry " + i).getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  /** What the table's owner does by going around the trigger. */
  private static void tamper(String sql) throws SQLException {
    for (String table : List.of("entry", "hash", "checkpoint")) {
      execute(OWNER, "alter table ricordo.ledger_" + table + " disable trigger added_only");
    }
    try {
      execute(OWNER, sql);
    } finally {
      for (String table : List.of("entry", "hash", "checkpoint")) {
        execute(OWNER, "alter table ricordo.ledger_" + table + " enable always trigger added_only");
      }
    }
  }

  @Test
  void writer_makesNoPartitionsOfTheJournal() {
    assertThatThrownBy(() -> execute(writer, "select ricordo.prepare_month(now())"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update ricordo.ledger_entry set entry = ''",
        "delete from ricordo.ledger_hash",
        "update ricordo.ledger_checkpoint set size = 0",
        "truncate ricordo.ledger_entry",
        "drop table ricordo.ledger_checkpoint",
        "alter table ricordo.ledger_entry disable trigger added_only",
        "delete from ricordo.subject",
        "select from ricordo.event"
      })
  void writer_mayDoNothingButAddAndRead(String sql) {
    assertThatThrownBy(() -> execute(writer, sql))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"entry", "hash", "checkpoint"})
  void changes_areRefusedToTheOwnerToo(String table) {
    for (String change : List.of("update %s set log = log", "delete from %s", "truncate %s")) {
      String sql = change.formatted("ricordo.ledger_" + table);
      for (String mode : List.of("origin", "replica")) {
        assertThatThrownBy(() -> executeAs(mode, sql))
            .as(mode + ": " + sql)
            .hasMessageContaining("is refused, its rows are added and read only");
      }
    }
  }

  /** A replica's triggers rest, but for those that always fire. */
  private static void executeAs(String replicationRole, String sql) throws SQLException {
    try (Connection connection = OWNER.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set session_replication_role = " + replicationRole);
      try {
        statement.execute(sql);
      } finally {
        statement.execute("reset session_replication_role");
      }
    }
  }

  @Test
  void secondWriter_isRefused_untilTheFirstHasGone() {
    LedgerStore first = open();

    assertThatThrownBy(this::open)
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("is open for another writer");
    first.close();
    first.close();
    open().close();
  }

  @Test
  void logsOfOneDatabase_areToldApart() {
    NoteSigner signer = newKey();
    try (Ledger ledger = Ledger.create(open(), signer)) {
      ledger.append(entries(0, 3));
    }
    try (LedgerStore other = PostgresLedger.open(writer, log + "/other")) {
      assertThat(other.checkpoint()).isEmpty();
    }
    assertThat(PostgresLedger.logs(writer)).contains(log).doesNotContain(log + "/other");
    assertThat(audit(signer).findings()).isEmpty();
  }

  @Test
  void schemaThatIsMissing_isSaid() {
    try (EmbeddedDatabase bare = EmbeddedDatabase.startTemporary()) {
      assertThatThrownBy(() -> PostgresLedger.logs(bare.dataSource()))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("run Migrations.migrate");
    }
  }

  @Test
  void whoeverMayNotMakeRoles_migratesAllTheSame_andKeepsALedger() throws SQLException {
    try (EmbeddedDatabase server = EmbeddedDatabase.startTemporary()) {
      execute(server.dataSource(), "create user shop password 'shop'");
      execute(server.dataSource(), "create database shop owner shop");
      String url = server.jdbcUrl().replace("/postgres?", "/shop?");
      try (AgroalDataSource shop = Pools.of(url, "shop", "shop")) {
        Migrations.migrate(shop);
        try (Ledger ledger = Ledger.create(PostgresLedger.open(shop, log), newKey())) {
          assertThat(ledger.append(entries(0, 2)).size()).isEqualTo(2);
        }
        assertThatThrownBy(() -> execute(shop, "delete from ricordo.ledger_entry"))
            .hasMessageContaining("is refused");
      }
    }
  }

  enum Death {
    BEFORE_THE_COMMIT,
    AFTER_THE_COMMIT
  }

  /** The connection dies just before or just after the server commits; nobody knows which. */
  @ParameterizedTest
  @EnumSource
  void deathAroundTheCommit_leavesTheOldLogOrTheNew_andTheNextWriterGoesOn(Death death) {
    NoteSigner signer = newKey();
    CheckpointFile exported = CheckpointFile.open(folder.resolve("checkpoints"));
    try (Ledger ledger = Ledger.create(open(), signer)) {
      exported.append(ledger.append(entries(0, 300)).checkpoint());
    }
    int size = death == Death.BEFORE_THE_COMMIT ? 300 : 700;
    try (Ledger dying = Ledger.open(PostgresLedger.open(mortal(death), log), signer)) {
      assertThatThrownBy(() -> dying.append(entries(300, 700))).isInstanceOf(LedgerException.class);
    }
    List<SignedCheckpoint> seen = exported.last().stream().toList();
    try (Ledger next = Ledger.open(open(), signer, Trust.of(signer.verifier()), seen)) {
      assertThat(next.view().size()).isEqualTo(size);
      next.append(entries(size, size + 10));
    }
    assertThat(audit(signer, seen.get(0)).findings()).isEmpty();
  }

  /** Connections that die when they are to commit. */
  private static DataSource mortal(Death death) {
    return proxy(
        DataSource.class,
        writer,
        (name, call) -> {
          Object result = call.run();
          return result instanceof Connection connection ? mortal(connection, death) : result;
        });
  }

  private static Connection mortal(Connection connection, Death death) {
    return proxy(
        Connection.class,
        connection,
        (name, call) -> {
          if (!name.equals("commit")) {
            return call.run();
          }
          if (death == Death.AFTER_THE_COMMIT) {
            call.run();
          }
          try (Statement kill = connection.createStatement()) {
            kill.execute("select pg_terminate_backend(pg_backend_pid())");
          } catch (SQLException e) {
            throw new SQLException("the connection died", "08006", e);
          }
          throw new AssertionError("the connection lives");
        });
  }

  private interface Call {
    Object run() throws Throwable;
  }

  private interface Around {
    Object around(String name, Call call) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, T target, Around around) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                around.around(
                    method.getName(),
                    () -> {
                      try {
                        return method.invoke(target, arguments);
                      } catch (InvocationTargetException e) {
                        throw e.getCause();
                      }
                    })));
  }

  private SignedCheckpoint write400Entries(NoteSigner signer) {
    try (Ledger ledger = Ledger.create(open(), signer)) {
      ledger.append(entries(0, 300));
      return ledger.append(entries(300, 400)).checkpoint();
    }
  }

  /** What whoever owns the tables can do, and what an audit of the rows says to it. */
  @ParameterizedTest
  @MethodSource
  void tampering_isNamed(String sql, Finding finding) throws SQLException {
    NoteSigner signer = newKey();
    SignedCheckpoint newest = write400Entries(signer);
    tamper(sql.replace("LOG", "log = '" + log + "'"));

    assertThat(audit(signer, newest).findings()).contains(finding);
  }

  static List<Arguments> tampering_isNamed() {
    return List.of(
        Arguments.of(
            "update ricordo.ledger_entry set entry = 'x' where LOG and index = 7",
            new Finding.EntriesEdited(7, 7)),
        Arguments.of(
            "delete from ricordo.ledger_entry where LOG and index = 399",
            new Finding.EntriesDropped(399, 399)),
        Arguments.of(
            "update ricordo.ledger_hash set hash = decode(repeat('00', 32), 'hex')"
                + " where LOG and level = 0 and index = 260",
            new Finding.TileAltered("tile/0/001.p/144", 4)),
        Arguments.of(
            "delete from ricordo.ledger_checkpoint where LOG and number = 2",
            new Finding.Rewound(400, 300)),
        Arguments.of(
            "delete from ricordo.ledger_checkpoint where LOG and number = 2",
            new Finding.BeyondCheckpoint("tile/entries/001.p/144", 300)));
  }

  @Test
  void wholeDatabaseOfBefore_isFoundByWhatWasSeenAlone_andTheWriterRefusesIt() throws SQLException {
    NoteSigner signer = newKey();
    Trust trust = Trust.of(signer.verifier());
    SignedCheckpoint newest = write400Entries(signer);
    tamper(
        """
        delete from ricordo.ledger_checkpoint where log = '%1$s' and number = 2;
        delete from ricordo.ledger_entry where log = '%1$s' and index >= 300;
        delete from ricordo.ledger_hash where log = '%1$s' and level = 0 and index >= 300"""
            .formatted(log));

    assertThat(audit(signer, newest).findings()).containsExactly(new Finding.Rewound(400, 300));
    assertThat(audit(signer).findings()).as("nothing else shows it").isEmpty();
    assertThatThrownBy(() -> Ledger.open(open(), signer, trust, List.of(newest)))
        .hasMessageContaining("went back, had 400 entries and now has 300");
  }

  /** Three levels of tiles. */
  @Test
  void aLogOfManyEntries_provesAndIsAuditedFromItsRows() {
    NoteSigner signer = newKey();
    Trust trust = Trust.of(signer.verifier());
    try (Ledger ledger = Ledger.create(open(), signer)) {
      ledger.append(entries(0, 70_000));
    }
    LedgerView view = LedgerView.open(new TiledSource(PostgresLedger.reader(OWNER, log)), trust);

    assertThat(view.prove(65_535).check(entries(65_535, 65_536).get(0), trust))
        .isInstanceOf(LogProof.Verdict.Included.class);
    assertThat(audit(signer).isClean()).isTrue();
    assertThat(audit(signer).entries()).isEqualTo(70_000);
  }

  @Test
  void serverThatIsSilent_isGivenUp_whoeverWritesOrReads() {
    List<Integer> limits = new ArrayList<>();
    DataSource noting =
        proxy(
            DataSource.class,
            OWNER,
            (name, call) ->
                call.run() instanceof Connection connection
                    ? noting(connection, limits)
                    : call.run());
    PostgresLedger.open(noting, log).close();
    assertThat(limits).containsExactly(60_000, 0);
    assertThat(PostgresLedger.reader(noting, log).paths()).isEmpty();
    assertThat(PostgresLedger.logs(noting)).doesNotContain(log);
    assertThat(limits).containsExactly(60_000, 0, 60_000, 0, 60_000, 0);
  }

  private static Connection noting(Connection connection, List<Integer> limits) {
    return proxy(
        Connection.class,
        connection,
        (name, call) -> {
          Object result = call.run();
          if (name.equals("setNetworkTimeout")) {
            limits.add(connection.getNetworkTimeout());
          }
          return result;
        });
  }
}
