package dev.ricordo.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** One accepted event. Written once, removed by erasure, never changed. */
@Entity(name = "Event")
@Table(name = "event")
@IdClass(EventRow.Place.class)
class EventRow {

  /** Where an event stands. */
  record Place(UUID subject, long position) {}

  /** What a reader needs of a row. */
  @SuppressWarnings("ArrayRecordComponent") // a row on its way, compared by nobody
  record Line(UUID subject, long position, short format, byte[] payload) {}

  @Id
  @Column(nullable = false)
  UUID subject = new UUID(0, 0);

  @Id
  @Column(nullable = false)
  long position;

  @Column(nullable = false)
  String tenant = "";

  @Column(nullable = false)
  UUID digest = new UUID(0, 0);

  @Column(name = "accepted_at", nullable = false)
  Instant acceptedAt = Instant.EPOCH;

  @Column(nullable = false)
  short format;

  @Column(nullable = false)
  byte[] payload = {};

  EventRow() {}

  EventRow(SubjectRow subject, long position, UUID digest, Instant acceptedAt, byte[] sealed) {
    this.subject = subject.id;
    this.position = position;
    this.tenant = subject.tenant;
    this.digest = digest;
    this.acceptedAt = acceptedAt;
    this.format = Sealing.EVENT_FORMAT;
    this.payload = sealed;
  }
}
