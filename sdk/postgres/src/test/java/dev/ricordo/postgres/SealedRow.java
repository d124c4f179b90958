package dev.ricordo.postgres;

import dev.ricordo.RicordoException;
import dev.ricordo.spi.KeyVault;
import dev.ricordo.spi.KeyVault.Found;
import dev.ricordo.vault.Seal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A sealed row, as a dump has it. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record SealedRow(String table, UUID subject, long position, short format, byte[] payload) {

  /** Every sealed row of a tenant. */
  static List<SealedRow> of(DataSource database, String tenant) throws SQLException {
    List<SealedRow> rows = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select 'event', subject, position, format, payload
                from ricordo.event where tenant = '%1$s'
                union all select 'snapshot', subject, position, format, payload
                from ricordo.snapshot where tenant = '%1$s'
                union all select 'subject', id, 0, format, customer
                from ricordo.subject where tenant = '%1$s'
                union all select 'request', id, 0, format, details
                from ricordo.request where tenant = '%1$s' and details is not null"""
                    .formatted(tenant))) {
      while (row.next()) {
        rows.add(
            new SealedRow(
                row.getString(1),
                row.getObject(2, UUID.class),
                row.getLong(3),
                row.getShort(4),
                row.getBytes(5)));
      }
    }
    return rows;
  }

  static Set<UUID> subjects(Collection<SealedRow> rows) {
    return rows.stream().map(SealedRow::subject).collect(Collectors.toSet());
  }

  /** Rows that open with any of the keys that a vault has of these subjects. */
  static List<SealedRow> opened(
      Collection<SealedRow> rows, KeyVault vault, String tenant, Collection<UUID> subjects) {
    Sealing sealing = new Sealing(vault, tenant);
    List<Seal> keys =
        Stream.concat(
                vault.findTenantKey(tenant).stream(),
                subjects.stream()
                    .map(subject -> vault.find(tenant, subject))
                    .filter(Found.Present.class::isInstance)
                    .map(found -> ((Found.Present) found).key()))
            .map(Seal::of)
            .toList();
    return rows.stream()
        .filter(row -> keys.stream().anyMatch(key -> row.opensWith(key, sealing)))
        .toList();
  }

  /** Whether a key opens it, of whatever subject the key is. */
  private boolean opensWith(Seal seal, Sealing sealing) {
    try {
      switch (table) {
        case "event" -> sealing.event(seal, new EventRow.Line(subject, position, format, payload));
        case "snapshot" -> sealing.snapshot(seal, snapshot());
        case "request" -> sealing.request(seal, subject, format, payload);
        default -> sealing.customer(seal, subject, format, payload);
      }
      return true;
    } catch (RicordoException e) {
      return false;
    }
  }

  private SnapshotRow snapshot() {
    SnapshotRow row = new SnapshotRow();
    row.subject = subject;
    row.position = position;
    row.format = format;
    row.payload = payload;
    return row;
  }
}
