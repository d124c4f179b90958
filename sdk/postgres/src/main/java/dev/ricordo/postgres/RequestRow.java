package dev.ricordo.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What somebody asked for by right, under a random id. */
@Entity(name = "Request")
@Table(name = "request")
class RequestRow {

  @Id
  @Column(nullable = false)
  UUID id = new UUID(0, 0);

  @Column(nullable = false, updatable = false)
  String tenant = "";

  /** Of the customer's id. */
  @Column(nullable = false, updatable = false)
  UUID digest = new UUID(0, 0);

  /** Of what the host calls the request; unique. */
  @Column(nullable = false, updatable = false)
  UUID reference = new UUID(0, 0);

  /** Moves with every change of the state: who changes what they have not seen is refused. */
  @Column(nullable = false)
  long version;

  @Column(nullable = false)
  String state = "";

  @Column(nullable = false)
  short format;

  /** Sealed under a key of the request's own; null once the customer was erased. */
  byte @Nullable [] details;

  RequestRow() {}
}
