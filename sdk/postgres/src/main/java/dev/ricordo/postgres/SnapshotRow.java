package dev.ricordo.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;

/** A folded memory, or a folded share of the sums. */
@Entity(name = "Snapshot")
@Table(name = "snapshot")
@IdClass(SnapshotRow.Key.class)
class SnapshotRow {

  /** Of a memory. */
  static final short MEMORY = 0;

  /** Of a share. */
  static final short SHARE = 1;

  /** What is kept of whom. */
  record Key(UUID subject, short kind) {}

  @Id
  @Column(nullable = false)
  UUID subject = new UUID(0, 0);

  /** {@link #MEMORY} or {@link #SHARE}. */
  @Id
  @Column(nullable = false)
  short kind;

  @Column(nullable = false, updatable = false)
  String tenant = "";

  /** Position of the last event folded in. */
  @Column(nullable = false)
  long position;

  @Column(nullable = false)
  short format;

  @Column(nullable = false)
  byte[] payload = {};

  SnapshotRow() {}

  SnapshotRow(SubjectRow subject, short kind) {
    this.subject = subject.id;
    this.kind = kind;
    this.tenant = subject.tenant;
  }
}
