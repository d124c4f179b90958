package dev.ricordo.governance.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricordo.RicordoException;
import dev.ricordo.base.Base;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.evidence.ErasureMark;
import dev.ricordo.evidence.LedgerPlace;
import dev.ricordo.evidence.WatchedStore;
import dev.ricordo.governance.Version;
import dev.ricordo.governance.evidence.InstallationReport.Line;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Progress;
import dev.ricordo.ledger.LedgerException;
import dev.ricordo.ledger.LedgerView;
import dev.ricordo.ledger.NoteVerifier;
import dev.ricordo.postgres.KnownErasures;
import dev.ricordo.postgres.PostgresStore;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.KeyVault.Found;
import dev.ricordo.spi.Snapshots.Snapshot;
import dev.ricordo.vault.FileKeyVault;
import dev.ricordo.vault.VaultContents;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Puts to one installation the questions of an auditor that its data can answer: its vault, the
 * rows of a tenant, its ledger. Says how many and never who.
 *
 * <p>Used by one thread. A shop may go on meanwhile.
 */
/*
 * What stands in the tables and in the vault is compared before a store is opened: opening one would
 * complete the erasures that only one side knows of, and nothing would be left to find.
 */
public final class AuditInstallation {

  /** Shorter names are found in digests by chance. */
  private static final int SEARCHABLE = 6;

  private static final int LEDGER_TABLES = 3;
  private static final String MEMORIES =
      "a kept memory is, byte for byte, what its events fold into";
  private static final String SHARES =
      "what is kept of a share of the sums is, byte for byte, what its events fold into";
  private static final String NO_BASE = "no base was given, --base";

  /** Customers whose shares are asked for at once: one may have hundreds of kilobytes. */
  private static final int ASKED_AT_ONCE = 100;

  private static final String LEDGER =
      "it is as it was signed, continues every checkpoint beside it, and its entries follow";
  private static final String BACKUPS = "tables and vault are not both older than the ledger";
  private static final String NO_LEDGER = "there is no ledger";

  private final DataSource database;
  private final FileKeyVault vault;
  private final String tenant;
  private final Optional<Base> base;
  private final int sample;
  private final long seed;

  /**
   * @param base that the memories are folded with; without one they are not looked at
   * @param sample how many customers are looked at one by one
   */
  public AuditInstallation(
      DataSource database,
      FileKeyVault vault,
      String tenant,
      Optional<Base> base,
      int sample,
      long seed) {
    this.database = database;
    this.vault = vault;
    this.tenant = tenant;
    this.base = base;
    this.sample = sample;
    this.seed = seed;
  }

  /** A ledger and the key that it must be signed with. */
  public record SignedLedger(LedgerPlace place, NoteVerifier key) {

    LedgerAuditReport audit() {
      return LedgerAuditReport.of(place, key, List.of(), List.of(), Optional.empty());
    }

    LedgerView view() {
      return place.view(key);
    }
  }

  /**
   * @param ledger if there is one
   * @throws RicordoException if database, vault or ledger cannot be used
   * @throws IllegalArgumentException if the tenant is unknown
   */
  public InstallationReport run(Optional<SignedLedger> ledger, Progress progress) {
    List<Line> lines = new ArrayList<>();
    lines.add(keys());
    lines.add(erasuresOnBothSides());
    lines.add(rowsOfTheErased());
    lines.add(guards());
    Line backups = backups(ledger);
    try (PostgresStore store = PostgresStore.openExisting(database, vault, tenant)) {
      List<CustomerId> customers = new ArrayList<>();
      lines.add(rowsOpen(store.journal(), customers, progress));
      Collections.shuffle(customers, new Random(seed));
      List<CustomerId> some = customers.subList(0, Math.min(sample, customers.size()));
      lines.add(names(some));
      lines.add(
          base.map(release -> memories(store, some, release))
              .orElseGet(() -> Line.notChecked("memories", MEMORIES, NO_BASE)));
      lines.add(
          base.map(release -> shares(store, customers, release))
              .orElseGet(() -> Line.notChecked("shares", SHARES, NO_BASE)));
    }
    lines.add(ledger(ledger));
    lines.add(backups);
    return new InstallationReport(
        "audit installation", Version.TEXT, Machine.here("cpu"), seed, lines);
  }

  private Line keys() {
    VaultContents found = vault.contents();
    return Line.of(
        "key vault",
        "every key is whole",
        found.damaged() == 0,
        String.format(
            "%d keys, %d destroyed, %d damaged", found.keys(), found.destroyed(), found.damaged()));
  }

  private Line erasuresOnBothSides() {
    List<UUID> erased = subjects("select subject from ricordo.erased where tenant = ?");
    List<UUID> present = subjects("select id from ricordo.subject where tenant = ?");
    long open = erased.stream().filter(id -> !isDestroyed(id)).count();
    long back = present.stream().filter(this::isDestroyed).count();
    return Line.of(
        "erasures",
        "what the tables say was erased has no key, and what has no key has no rows",
        open == 0 && back == 0,
        String.format(
            "%d erased, %d of them with a key; %d present, %d of them without",
            erased.size(), open, present.size(), back));
  }

  private boolean isDestroyed(UUID subject) {
    return vault.find(tenant, subject) instanceof Found.Destroyed;
  }

  private Line rowsOfTheErased() {
    long rows =
        count("select count(*) from ricordo.event join ricordo.erased using (subject)")
            + count("select count(*) from ricordo.snapshot join ricordo.erased using (subject)")
            + count("select count(*) from ricordo.subject join ricordo.erased on subject = id");
    return Line.of("tables", "no row is of who was erased", rows == 0, rows + " rows");
  }

  private Line guards() {
    long guarded =
        count(
            """
            select count(*) from pg_trigger where tgname = 'added_only' and tgenabled = 'A'
            and tgrelid::regclass::text like 'ricordo.ledger%'""");
    long rights =
        count(
            """
            select count(*) from information_schema.role_table_grants g
            join pg_tables t on t.schemaname = g.table_schema and t.tablename = g.table_name
            where table_schema = 'ricordo' and table_name like 'ledger%' and grantee <> tableowner
            and privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE')""");
    return Line.of(
        "tables of the ledger",
        "nobody but their owner may change rows, nor the owner by mistake",
        guarded == LEDGER_TABLES && rights == 0,
        String.format("%d of %d guarded, %d rights too many", guarded, LEDGER_TABLES, rights));
  }

  private static Line rowsOpen(Journal journal, List<CustomerId> customers, Progress progress) {
    long[] events = new long[1];
    String failure = "";
    try (Progress.Bar bar = progress.start("customers read", 0)) {
      journal.forEachCustomer(
          customer -> {
            customers.add(customer);
            events[0] += journal.read(customer, 1).size();
            bar.advance(customers.size());
          });
    } catch (RicordoException e) {
      failure = "; then " + e.getMessage();
    }
    return Line.of(
        "journal",
        "every event of every customer opens with that customer's key",
        failure.isEmpty(),
        customers.size() + " customers, " + events[0] + " events" + failure);
  }

  private Line names(List<CustomerId> customers) {
    List<String> names =
        customers.stream().map(CustomerId::value).filter(n -> n.length() >= SEARCHABLE).toList();
    String[] patterns =
        names.stream()
            .flatMap(name -> Stream.of(name, HexFormat.of().formatHex(name.getBytes(UTF_8))))
            .map(name -> "%" + name.replaceAll("([\\\\%_])", "\\\\$1") + "%")
            .toArray(String[]::new);
    long hits = tables().stream().mapToLong(table -> rowsLike(table, patterns)).sum();
    String question = "no row of any table holds a customer's id that can be read";
    if (names.isEmpty()) {
      return Line.notChecked(
          "names",
          question,
          "no customer of the sample has an id of " + SEARCHABLE + " characters");
    }
    return Line.of(
        "names",
        question,
        hits == 0,
        String.format("ids looked for: %d, rows found: %d", names.size(), hits));
  }

  /**
   * One of another base, or of other features of items that the base was not trained on, is folded
   * by what is not known here, and is not compared.
   */
  private static Line memories(PostgresStore store, List<CustomerId> customers, Base release) {
    Comparison comparison = new Comparison();
    for (CustomerId customer : customers) {
      List<JournalEntry> entries = store.journal().read(customer, 1);
      Optional<Snapshot> kept =
          store.snapshots().find(customer).filter(s -> s.cursor() == last(entries));
      Optional<byte[]> folded =
          kept.isEmpty()
              ? Optional.empty()
              : FoldedBytes.ofMemory(copy(entries, customer), customer, release);
      if (kept.isPresent() && folded.isPresent()) {
        comparison.add(kept.get().bytes(), folded.get(), FoldedBytes.MEMORY_HEADER);
      }
    }
    return comparison.line("memories", MEMORIES, "none is kept that is up to date");
  }

  /** Few customers have one, so they are looked for among all, in the order of the sample. */
  private Line shares(PostgresStore store, List<CustomerId> customers, Base release) {
    Comparison comparison = new Comparison();
    for (int from = 0;
        from < customers.size() && comparison.compared < sample;
        from += ASKED_AT_ONCE) {
      int to = Math.min(from + ASKED_AT_ONCE, customers.size());
      store.snapshots().shares().findAll(customers.subList(from, to)).keySet().stream()
          .limit(sample - comparison.compared)
          .forEach(customer -> share(store, customer, release, comparison));
    }
    return comparison.line("shares", SHARES, "none is kept under the base's rules");
  }

  /**
   * One of other rules, as a base of before had, is not used by a shop and is not compared. What is
   * kept is asked for after the events: if those change, it goes with them.
   */
  private static void share(
      PostgresStore store, CustomerId customer, Base release, Comparison comparison) {
    List<JournalEntry> entries = store.journal().read(customer, 1);
    Optional<Snapshot> kept =
        store.snapshots().shares().find(customer).filter(s -> s.cursor() <= last(entries));
    if (kept.isEmpty()) {
      return;
    }
    long cursor = kept.get().cursor();
    List<JournalEntry> folded = entries.stream().filter(e -> e.position() <= cursor).toList();
    byte[] bytes = last(folded) == cursor ? share(folded, customer, release) : new byte[0];
    comparison.add(kept.get().bytes(), bytes, FoldedBytes.SHARE_HEADER);
  }

  /** The bytes; none if these are too few entries for a share to be kept. */
  private static byte[] share(List<JournalEntry> entries, CustomerId customer, Base release) {
    Event last = entries.get(entries.size() - 1).event();
    Event next = Event.viewed(customer, last.item(), last.at());
    return FoldedBytes.ofShare(copy(entries, customer), next, release).orElse(new byte[0]);
  }

  /** How many were compared with what they should be. */
  private static final class Comparison {
    private int compared;
    private int different;
    private int incomparable;

    /**
     * @param folded no bytes if nothing should be kept
     */
    void add(byte[] kept, byte[] folded, int header) {
      if (folded.length > 0 && !FoldedBytes.areFoldedAlike(kept, folded, header)) {
        incomparable++;
        return;
      }
      compared++;
      different += Arrays.equals(kept, folded) ? 0 : 1;
    }

    Line line(String name, String question, String none) {
      String others =
          incomparable == 0
              ? ""
              : incomparable + " of another base, other rules or other features of items";
      if (compared == 0) {
        return Line.notChecked(name, question, others.isEmpty() ? none : others);
      }
      String figures = String.format("%d compared, %d different", compared, different);
      return Line.of(
          name, question, different == 0, others.isEmpty() ? figures : figures + "; " + others);
    }
  }

  private static long last(List<JournalEntry> entries) {
    return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).position();
  }

  /** Of visitors who were merged too. */
  private static Journal copy(List<JournalEntry> entries, CustomerId customer) {
    Journal copy = Journal.inMemory();
    copy.append(entries.stream().map(e -> e.event().withCustomer(customer)).toList());
    return copy;
  }

  private static Line ledger(Optional<SignedLedger> ledger) {
    if (ledger.isEmpty()) {
      return Line.notChecked("ledger", LEDGER, NO_LEDGER);
    }
    SignedLedger signed = ledger.get();
    LedgerAuditReport found = signed.audit();
    return Line.of(
        "ledger",
        LEDGER,
        found.passed(),
        "entries: "
            + found.entries()
            + ", checkpoints: "
            + found.seen()
            + (found.passed() ? "" : "; " + String.join("; ", found.findings())));
  }

  private Line backups(Optional<SignedLedger> ledger) {
    Optional<ErasureMark> newest = Optional.empty();
    String none = ledger.isEmpty() ? NO_LEDGER : "the ledger has no number of this tenant";
    try {
      newest = ledger.flatMap(signed -> WatchedStore.newestMark(signed.view(), tenant));
    } catch (LedgerException e) {
      none = "the ledger cannot be followed";
    }
    KnownErasures known = StoreAge.of(database, vault, tenant).known();
    if (newest.isEmpty()) {
      return Line.notChecked("backups", BACKUPS, none);
    }
    ErasureMark mark = newest.get();
    boolean behind = mark.isAhead(known);
    return Line.of(
        "backups", BACKUPS, !behind, behind ? mark.behind(known) : figures(mark.known(), known));
  }

  private static String figures(KnownErasures ledger, KnownErasures store) {
    return String.format(
        "erasures in the tables: %d, in the vault: %d; the ledger knew of %d and %d",
        store.inTables(), store.inVault(), ledger.inTables(), ledger.inVault());
  }

  private List<UUID> subjects(String query) {
    return rows(query, select -> select.setString(1, tenant), row -> row.getObject(1, UUID.class));
  }

  private long count(String query) {
    return rows(query, select -> {}, row -> row.getLong(1)).get(0);
  }

  /** Every table of the schema, partitions through what they are parts of. */
  private List<String> tables() {
    return rows(
        """
        select relname from pg_class where relnamespace = 'ricordo'::regnamespace
        and relkind in ('r', 'p') and not relispartition""",
        select -> {},
        row -> row.getString(1));
  }

  /** Rows of a table that, as a dump writes them, hold one of the patterns. */
  private long rowsLike(String table, String[] patterns) {
    return rows(
            "select count(*) from ricordo." + table + " t where t::text like any(?)",
            select -> select.setArray(1, select.getConnection().createArrayOf("text", patterns)),
            row -> row.getLong(1))
        .get(0);
  }

  private interface Binding {
    void to(PreparedStatement select) throws SQLException;
  }

  private interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> List<T> rows(String query, Binding binding, Reading<T> reading) {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(query)) {
      binding.to(select);
      List<T> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(reading.of(rows));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new RicordoException("audit: a query failed, SQLSTATE " + e.getSQLState());
    }
  }
}
