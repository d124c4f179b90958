package dev.ricordo.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer from the first event to the erasure. Its id is random and of that time alone: a
 * customer who is forgotten and comes back is another subject. Whoever writes events or erases
 * holds the lock of this row.
 */
@Entity(name = "Subject")
@Table(name = "subject")
class SubjectRow {

  @Id
  @Column(nullable = false)
  UUID id = new UUID(0, 0);

  @Column(nullable = false, updatable = false)
  String tenant = "";

  @Column(nullable = false, updatable = false)
  UUID digest = new UUID(0, 0);

  @Column(nullable = false, updatable = false)
  short format;

  @Column(nullable = false, updatable = false)
  byte[] customer = {};

  /** The subject whose journal it belongs to: itself, unless it was merged. */
  @Column(nullable = false)
  UUID owner = new UUID(0, 0);

  /** Whom it was merged into, who may be merged further; null for an owner. */
  @Column(name = "merged_into")
  @Nullable UUID mergedInto;

  /**
   * Of an owner: position of the last event accepted for it or for whoever is merged into it, or of
   * the last merge or unmerge, whichever came later.
   */
  @Column(name = "last_position", nullable = false)
  long lastPosition;

  /**
   * Of an owner: the journal up to this position is not what it was when it was accepted. No
   * snapshot that ends there or before may be kept.
   */
  @Column(name = "changed_position", nullable = false)
  long changedPosition;

  /** Of an owner: which of the tenant's changes was the last of its journal as a whole. */
  @Column(nullable = false)
  long change;

  /** What was said about the use of the customer's data, see {@link StandingCode}. */
  @Column(nullable = false)
  short standing;

  @Column(name = "enrolled_at", nullable = false, updatable = false)
  Instant enrolledAt = Instant.EPOCH;

  SubjectRow() {}

  SubjectRow(String tenant, UUID digest, UUID id, byte[] sealedCustomer, Instant enrolledAt) {
    this.id = id;
    this.owner = id;
    this.tenant = tenant;
    this.digest = digest;
    this.format = Sealing.SUBJECT_FORMAT;
    this.customer = sealedCustomer;
    this.enrolledAt = enrolledAt;
  }

  /** Holds a customer's place while it is erased: nothing to read, and no key. */
  static SubjectRow placeholder(String tenant, UUID digest, Instant at) {
    return new SubjectRow(tenant, digest, UUID.randomUUID(), new byte[0], at);
  }

  boolean isPlaceholder() {
    return customer.length == 0;
  }
}
