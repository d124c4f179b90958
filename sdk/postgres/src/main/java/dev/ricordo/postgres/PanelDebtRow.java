package dev.ricordo.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A customer whom a panel owes something. Written by {@link PanelDebts} alone. */
@Entity(name = "PanelDebt")
@Table(name = "panel_debt")
@IdClass(PanelDebtRow.Creditor.class)
class PanelDebtRow {

  /** Who owes, and the digest of the id of the customer who is owed. */
  record Creditor(UUID panel, UUID digest) {}

  @Id
  @Column(nullable = false)
  UUID panel = new UUID(0, 0);

  @Id
  @Column(nullable = false)
  UUID digest = new UUID(0, 0);

  /** The same for all who were one when it came about. */
  @Column(nullable = false)
  UUID person = new UUID(0, 0);

  @Column(nullable = false)
  Instant since = Instant.EPOCH;
}
