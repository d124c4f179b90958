package dev.ricordo.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A subject that was erased, whose data key no vault may hold any more. */
@Entity(name = "Erased")
@Table(name = "erased")
class ErasedRow {

  @Id
  @Column(nullable = false)
  UUID subject = new UUID(0, 0);

  @Column(nullable = false)
  String tenant = "";

  @Column(name = "erased_at", nullable = false)
  Instant erasedAt = Instant.EPOCH;

  ErasedRow() {}

  ErasedRow(SubjectRow subject, Instant at) {
    this(subject.id, subject.tenant, at);
  }

  ErasedRow(UUID subject, String tenant, Instant at) {
    this.subject = subject;
    this.tenant = tenant;
    this.erasedAt = at;
  }
}
