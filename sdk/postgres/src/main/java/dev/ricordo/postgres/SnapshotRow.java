package dev.ricordo.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A folded memory. */
@Entity(name = "Snapshot")
@Table(name = "snapshot")
class SnapshotRow {

  @Id
  @Column(nullable = false)
  UUID subject = new UUID(0, 0);

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

  SnapshotRow(SubjectRow subject) {
    this.subject = subject.id;
    this.tenant = subject.tenant;
  }
}
