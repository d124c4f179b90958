package dev.ricordo.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;

/** That an event was accepted, in whatever partition it stands. */
@Entity(name = "Delivery")
@Table(name = "delivery")
@IdClass(DeliveryRow.Name.class)
class DeliveryRow {

  /** What an event is called. */
  record Name(String tenant, UUID digest) {}

  @Id
  @Column(nullable = false)
  String tenant = "";

  @Id
  @Column(nullable = false)
  UUID digest = new UUID(0, 0);

  DeliveryRow() {}

  DeliveryRow(String tenant, UUID digest) {
    this.tenant = tenant;
    this.digest = digest;
  }
}
