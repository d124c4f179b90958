package dev.ricordo.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.audit.AuditorReport;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.migrations.Migrations;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.Snapshots.Snapshot;
import dev.ricordo.vault.FileKeyVault;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What somebody finds who has every file: tables, dead rows, write-ahead log, the server's own log,
 * dumps, what was restored from them, the vault and its backups. Nothing can be read, and nothing
 * that was sealed for what was erased opens with a key that is still to be had.
 */
final class ForensicsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String CANARY = "canary";
  private static final CustomerId ANNA = CustomerId.of(CANARY + "-anna");
  private static final CustomerId VISITOR = CustomerId.of(CANARY + "-visitor");
  private static final CustomerId BEN = CustomerId.of(CANARY + "-ben");
  private static final String TENANT = PostgresStore.DEFAULT_TENANT;
  private static final Set<EventId> SOME_IDS = Set.of(EventId.of("v1"), EventId.of("a2"));
  private static final int SLOT = 128;

  @TempDir Path folder;

  enum Erased {
    ALL {
      @Override
      void from(Journal journal) {
        assertThat(journal.erase(ANNA, NOON)).isEqualTo(4);
      }

      @Override
      boolean covers(JournalEntry entry) {
        return !entry.event().customer().equals(BEN);
      }
    },
    SOME {
      @Override
      void from(Journal journal) {
        assertThat(journal.erase(ANNA, SOME_IDS, NOON)).isEqualTo(2);
      }

      @Override
      boolean covers(JournalEntry entry) {
        return SOME_IDS.contains(entry.event().id());
      }
    };

    abstract void from(Journal journal);

    abstract boolean covers(JournalEntry entry);
  }

  private static Event event(CustomerId customer, String id) {
    return Event.viewed(customer, ItemId.of(CANARY + "-item"), NOON)
        .withId(EventId.of(id))
        .withSession(CANARY + "-session")
        .withCampaign(CANARY + "-campaign");
  }

  private static void live(PostgresStore store) {
    Journal journal = store.journal();
    journal.append(List.of(event(VISITOR, "v1"), event(ANNA, "a1"), event(BEN, "b1")));
    journal.merge(VISITOR, ANNA, NOON);
    journal.append(List.of(event(ANNA, "a2"), event(ANNA, "a3")));
    for (CustomerId customer : List.of(ANNA, BEN)) {
      List<JournalEntry> entries = journal.read(customer, 1);
      byte[] memory = new byte[4_800];
      new Random(1).nextBytes(memory);
      System.arraycopy(CANARY.getBytes(UTF_8), 0, memory, 100, CANARY.length());
      long cursor = entries.get(entries.size() - 1).position();
      store.snapshots().put(customer, new Snapshot(cursor, memory));
    }
    store.docket().add(ANNA, CANARY + "-reference", "received", CANARY + "-details");
  }

  /** A statement fails whose row the server could quote into its log. */
  private static void provokeTheLog(AgroalDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into ricordo.subject (id, tenant, customer) values (?, ?, ?)")) {
      insert.setObject(1, UUID.randomUUID());
      insert.setString(2, CANARY + "-tenant");
      insert.setBytes(3, ANNA.value().getBytes(UTF_8));
      assertThatThrownBy(insert::executeUpdate)
          .as("the client is told")
          .hasMessageContaining("null value in column");
    }
  }

  /** What was there before the erasure, and copies that somebody kept. */
  private record Before(List<SealedRow> rows, Set<UUID> subjects, List<byte[]> slots) {}

  @ParameterizedTest
  @EnumSource
  void whatWasErased_isReadNowhere_andOpensWithNoKeyThatIsLeft(Erased erased) throws Exception {
    Before before;
    List<SealedRow> after;
    try (EmbeddedDatabase server = EmbeddedDatabase.start(folder.resolve("pg"), 0);
        AgroalDataSource pool = Pools.of(server);
        FileKeyVault vault = FileKeyVault.open(folder.resolve("vault"))) {
      Migrations.migrate(pool);
      try (PostgresStore store = PostgresStore.open(pool, vault)) {
        live(store);
        provokeTheLog(pool);
        before = keepCopies(server, vault);
        erased.from(store.journal());
        after = SealedRow.of(pool, TENANT);
        Dump.write(server.dataSource(), folder.resolve("dump-after"));
        vault.backup(folder.resolve("vault-after"));
      }
    }
    List<SealedRow> gone = gone(before, after);

    assertThat(Files.readString(folder.resolve("pg.log"))).contains("null value in column");
    requireNothingReadable();
    requireFoundSealed(gone);
    requireShut(gone, before, after, FileKeyVault.open(folder.resolve("vault")));
    FileKeyVault.restore(folder.resolve("vault-after"), folder.resolve("vault-restored"));
    requireShut(gone, before, after, FileKeyVault.open(folder.resolve("vault-restored")));
    requireSlotsOverwritten(before, SealedRow.subjects(gone).size());
    requireOldVaultOpens(gone, before);
    requireGoneFromARestoredDump(erased);
    requireNothingReadable();
    AuditorReport.found(
        "Is anything readable in files, log and dumps, or does it open with a key that is left,"
            + " after erasing "
            + erased.name().toLowerCase(Locale.ROOT)
            + "?",
        "0 hits; " + gone.size() + " sealed rows found, 0 opened");
  }

  private Before keepCopies(EmbeddedDatabase server, FileKeyVault vault) throws Exception {
    List<SealedRow> rows = SealedRow.of(server.dataSource(), TENANT);
    Dump.write(server.dataSource(), folder.resolve("dump-before"));
    vault.backup(folder.resolve("vault-before"));
    FileUtils.copyDirectory(
        folder.resolve("pg/pg_wal").toFile(), folder.resolve("wal-archive").toFile());
    return new Before(rows, SealedRow.subjects(rows), slots(folder.resolve("vault")));
  }

  /** Rows of before whose subject is no more. */
  private static List<SealedRow> gone(Before before, List<SealedRow> after) {
    Set<UUID> present = SealedRow.subjects(after);
    List<SealedRow> gone =
        before.rows().stream().filter(row -> !present.contains(row.subject())).toList();
    assertThat(gone).hasSizeGreaterThan(5);
    return gone;
  }

  private void requireNothingReadable() throws IOException {
    assertThat(filesWith(CANARY.getBytes(UTF_8))).as("as text").isEmpty();
    assertThat(filesWith(hex(CANARY.getBytes(UTF_8)))).as("as a dump writes bytes").isEmpty();
  }

  private static byte[] hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII);
  }

  /** The search finds what is there: these very bytes, in dead rows, the log and the dump. */
  private void requireFoundSealed(List<SealedRow> gone) throws IOException {
    Set<String> where = new TreeSet<>();
    for (SealedRow row : gone) {
      byte[] start = Arrays.copyOf(row.payload(), Math.min(64, row.payload().length));
      Stream.concat(filesWith(start).stream(), filesWith(hex(start)).stream())
          .map(file -> folder.relativize(file).toString().replaceAll("(base|pg_wal)/.*", "$1"))
          .map(file -> file.replaceAll("(wal-archive|dump-before)/.*", "$1"))
          .forEach(where::add);
    }
    assertThat(where).contains("pg/base", "pg/pg_wal", "wal-archive", "dump-before");
    assertThat(where).allMatch(place -> !place.startsWith("dump-after"));
  }

  private static void requireShut(
      List<SealedRow> gone, Before before, List<SealedRow> after, FileKeyVault keys) {
    Set<UUID> subjects = new HashSet<>(before.subjects());
    subjects.addAll(SealedRow.subjects(after));
    try (keys) {
      assertThat(SealedRow.opened(gone, keys, TENANT, subjects)).isEmpty();
      assertThat(SealedRow.opened(after, keys, TENANT, subjects)).hasSameSizeAs(after);
    }
  }

  /** What a key was wrapped into is in no file of the vault, nor in a backup of afterwards. */
  private void requireSlotsOverwritten(Before before, int destroyed) throws IOException {
    for (String place : List.of("vault", "vault-after")) {
      Set<String> present = texts(slots(folder.resolve(place)));
      assertThat(texts(before.slots()).stream().filter(slot -> !present.contains(slot)))
          .as(place)
          .hasSize(destroyed);
    }
  }

  private static Set<String> texts(Collection<byte[]> slots) {
    return slots.stream().map(HexFormat.of()::formatHex).collect(Collectors.toSet());
  }

  private static List<byte[]> slots(Path vault) throws IOException {
    List<byte[]> slots = new ArrayList<>();
    try (Stream<Path> files = Files.walk(vault)) {
      for (Path file : files.filter(file -> file.endsWith("data.keys")).toList()) {
        byte[] all = Files.readAllBytes(file);
        for (int at = 0; at < all.length; at += SLOT) {
          slots.add(Arrays.copyOfRange(all, at, at + SLOT));
        }
      }
    }
    return slots;
  }

  /**
   * The attempt is a real one: a backup of the vault from before opens all of it. That is why such
   * a backup must be deleted within the time that an erasure may take.
   */
  private void requireOldVaultOpens(List<SealedRow> gone, Before before) throws IOException {
    Path old = folder.resolve("vault-old");
    FileKeyVault.restore(folder.resolve("vault-before"), old);
    try (FileKeyVault keys = FileKeyVault.open(old)) {
      assertThat(SealedRow.opened(gone, keys, TENANT, before.subjects())).hasSameSizeAs(gone);
    }
    FileUtils.deleteDirectory(old.toFile());
    FileUtils.deleteDirectory(folder.resolve("vault-before").toFile());
  }

  private void requireGoneFromARestoredDump(Erased erased) throws Exception {
    try (EmbeddedDatabase server = EmbeddedDatabase.start(folder.resolve("restored"), 0);
        AgroalDataSource pool = Pools.of(server);
        FileKeyVault vault = FileKeyVault.open(folder.resolve("vault"))) {
      Migrations.migrate(pool);
      Dump.restore(folder.resolve("dump-before"), server.dataSource());
      assertThat(SealedRow.of(pool, TENANT)).as("as it was").hasSize(11);
      try (PostgresStore store = PostgresStore.open(pool, vault)) {
        assertThat(store.journal().read(ANNA, 1)).noneMatch(erased::covers);
        assertThat(store.journal().read(VISITOR, 1)).noneMatch(erased::covers);
        assertThat(store.journal().read(BEN, 1)).hasSize(1);
        assertThat(store.snapshots().find(ANNA)).isEmpty();
        assertThat(store.docket().of(ANNA))
            .as("what was asked for goes with rows that open with no key")
            .singleElement()
            .satisfies(request -> assertThat(request.details()).isEmpty());
      }
    }
  }

  private List<Path> filesWith(byte[] wanted) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(file -> holds(file, wanted)).toList();
    }
  }

  private static boolean holds(Path file, byte[] wanted) {
    try {
      // One character per byte: the search in a text is the fast one.
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
          .contains(new String(wanted, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
