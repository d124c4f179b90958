package dev.ricordo.postgres;

import dev.ricordo.RicordoException;
import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.DataKey;
import dev.ricordo.spi.KeyVault;
import dev.ricordo.spi.KeyVault.Found;
import dev.ricordo.vault.Seal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Seals what can be read of a tenant's customers, each with a data key of its own from the vault,
 * and opens it. Thread-safe.
 *
 * <p>Sealed bytes open in the row they were sealed for and in no other: tenant, subject, table,
 * format and position are bound to them, see {@code docs/formats/journal.md}.
 */
final class Sealing {

  /** UTF-8, sealed. */
  static final short SUBJECT_FORMAT = 2;

  /** JSON as of {@link EventFormat}, sealed. */
  static final short EVENT_FORMAT = 3;

  /** The memory's bytes, sealed. */
  static final short SNAPSHOT_FORMAT = 2;

  /** The bytes of a share of the sums, sealed. */
  static final short SHARE_FORMAT = 1;

  /** Bytes that the store does not read, sealed. */
  static final short REQUEST_FORMAT = 1;

  private enum Table {
    SUBJECT(1, SUBJECT_FORMAT),
    EVENT(2, EVENT_FORMAT),
    SNAPSHOT(3, SNAPSHOT_FORMAT),
    REQUEST(4, REQUEST_FORMAT),
    SHARE(5, SHARE_FORMAT);

    private final byte number;
    private final short format;

    Table(int number, short format) {
      this.number = (byte) number;
      this.format = format;
    }
  }

  private final KeyVault vault;
  private final String tenant;
  private final byte[] tenantBytes;

  Sealing(KeyVault vault, String tenant) {
    this.vault = vault;
    this.tenant = tenant;
    this.tenantBytes = tenant.getBytes(StandardCharsets.UTF_8);
  }

  /** Makes new subjects' keys, durable when it returns. */
  Map<UUID, Seal> create(Collection<UUID> subjects) {
    Map<UUID, Seal> seals = new HashMap<>();
    if (!subjects.isEmpty()) {
      Map<UUID, DataKey> keys = vault.create(tenant, subjects);
      keys.forEach((subject, key) -> seals.put(subject, Seal.of(key)));
    }
    return seals;
  }

  /**
   * A subject's seal; empty if its key was destroyed: what it sealed is as good as gone.
   *
   * @throws RicordoException if the vault never had the key or lost it
   */
  Optional<Seal> find(UUID subject) {
    Found found = vault.find(tenant, subject);
    if (found instanceof Found.Missing) {
      throw Failures.keyMissing(subject);
    }
    return found instanceof Found.Present present
        ? Optional.of(Seal.of(present.key()))
        : Optional.empty();
  }

  /** A subject's seal; empty if its key is not there, for whatever reason. */
  Optional<Seal> findIfAny(UUID subject) {
    return isMissing(subject) ? Optional.empty() : find(subject);
  }

  /** Whether the subject's key is neither there nor known to be destroyed. */
  boolean isMissing(UUID subject) {
    return vault.find(tenant, subject) instanceof Found.Missing;
  }

  boolean isDestroyed(UUID subject) {
    return vault.find(tenant, subject) instanceof Found.Destroyed;
  }

  void destroy(Collection<UUID> subjects, Instant at) {
    if (!subjects.isEmpty()) {
      vault.destroy(tenant, subjects, at);
    }
  }

  void forEachDestroyed(BiConsumer<UUID, Instant> consumer) {
    vault.forEachDestroyed(tenant, consumer);
  }

  byte[] sealCustomer(Seal seal, UUID subject, CustomerId customer) {
    byte[] text = Text.write("customer", customer.value());
    return seal.seal(text, place(Table.SUBJECT, subject, 0));
  }

  /** Who a subject is; empty if its key was destroyed. */
  Optional<CustomerId> customer(UUID subject, short format, byte[] sealed) {
    return find(subject).map(seal -> customer(seal, subject, format, sealed));
  }

  CustomerId customer(Seal seal, UUID subject, short format, byte[] sealed) {
    byte[] text = opened(Table.SUBJECT, seal, subject, format, 0, sealed);
    return CustomerId.of(Text.read(text));
  }

  byte[] sealEvent(Seal seal, UUID subject, long position, byte[] payload) {
    return seal.seal(payload, place(Table.EVENT, subject, position));
  }

  byte[] event(Seal seal, EventRow row) {
    return opened(Table.EVENT, seal, row.subject, row.format, row.position, row.payload);
  }

  /** The row with this payload, sealed for another subject. */
  EventRow moved(EventRow row, UUID subject, Map<UUID, Seal> seals, byte[] payload) {
    EventRow moved = new EventRow();
    moved.subject = subject;
    moved.position = row.position;
    moved.tenant = row.tenant;
    moved.digest = row.digest;
    moved.acceptedAt = row.acceptedAt;
    moved.format = row.format;
    moved.payload =
        sealEvent(Objects.requireNonNull(seals.get(subject)), subject, row.position, payload);
    return moved;
  }

  byte[] event(Seal seal, EventRow.Line line) {
    return opened(
        Table.EVENT, seal, line.subject(), line.format(), line.position(), line.payload());
  }

  /** The row with these bytes, sealed for its kind, subject and position. */
  SnapshotRow sealed(Seal seal, SnapshotRow row, byte[] bytes) {
    Table table = tableOf(row);
    row.format = table.format;
    row.payload = seal.seal(bytes, place(table, row.subject, row.position));
    return row;
  }

  byte[] snapshot(Seal seal, SnapshotRow row) {
    return opened(tableOf(row), seal, row.subject, row.format, row.position, row.payload);
  }

  /** A share is sealed as one: in a memory's place it does not open. */
  private static Table tableOf(SnapshotRow row) {
    return row.kind == SnapshotRow.MEMORY ? Table.SNAPSHOT : Table.SHARE;
  }

  byte[] sealRequest(Seal seal, UUID request, byte[] details) {
    return seal.seal(details, place(Table.REQUEST, request, 0));
  }

  byte[] request(Seal seal, UUID request, short format, byte[] sealed) {
    return opened(Table.REQUEST, seal, request, format, 0, sealed);
  }

  private byte[] opened(
      Table table, Seal seal, UUID subject, short format, long position, byte[] sealed) {
    String name = table.name().toLowerCase(Locale.ROOT);
    if (format != table.format) {
      throw Failures.unknownFormat(name, format);
    }
    return seal.open(sealed, place(table, subject, position))
        .orElseThrow(
            () ->
                new RicordoException(
                    "journal: a row of "
                        + name
                        + " does not open, it was changed or is not where it was sealed: subject "
                        + subject
                        + ", position "
                        + position));
  }

  /** Associated bytes: all but the tenant have a fixed length, so no two places look alike. */
  private byte[] place(Table table, UUID subject, long position) {
    return ByteBuffer.allocate(1 + 2 + 8 + 16 + tenantBytes.length)
        .put(table.number)
        .putShort(table.format)
        .putLong(position)
        .putLong(subject.getMostSignificantBits())
        .putLong(subject.getLeastSignificantBits())
        .put(tenantBytes)
        .array();
  }
}
