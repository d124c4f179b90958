package dev.ricordo.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Refuses a forgotten customer's events up to a time. Holds nothing readable of the customer. */
@Entity(name = "Tombstone")
@Table(name = "tombstone")
@IdClass(TombstoneRow.Grave.class)
class TombstoneRow {

  /** Whose tombstone. */
  record Grave(String tenant, UUID digest) {}

  @Id
  @Column(nullable = false)
  String tenant = "";

  @Id
  @Column(nullable = false)
  UUID digest = new UUID(0, 0);

  @Column(name = "erased_at", nullable = false)
  Instant erasedAt = Instant.MIN;

  /** The tenant's how-manieth change this was. */
  @Column(nullable = false)
  long change;

  TombstoneRow() {}

  TombstoneRow(String tenant, UUID digest) {
    this.tenant = tenant;
    this.digest = digest;
  }

  /** Moves the tombstone to a later erasure; never back. */
  void raise(Instant at, long number) {
    Instant stored = roundedUp(at);
    if (stored.isAfter(erasedAt)) {
      erasedAt = stored;
    }
    change = number;
  }

  /** PostgreSQL keeps microseconds: rounding up refuses too much by less than one. */
  private static Instant roundedUp(Instant at) {
    Instant micros = at.truncatedTo(ChronoUnit.MICROS);
    return micros.equals(at) ? at : micros.plus(1, ChronoUnit.MICROS);
  }
}
