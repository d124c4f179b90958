package dev.ricordo.postgres;

import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.Verdict;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

/** A closed epoch. It begins where the one before it ends. */
@Entity(name = "Epoch")
@Table(name = "epoch")
@IdClass(EpochRow.Place.class)
class EpochRow {

  /** Whose epoch, and which. */
  record Place(String tenant, long number) {}

  @Id
  @Column(nullable = false)
  String tenant = "";

  @Id
  @Column(nullable = false)
  long number;

  @Column(name = "last_position", nullable = false, updatable = false)
  long lastPosition;

  @Column(name = "closed_at", nullable = false, updatable = false)
  Instant closedAt = Instant.EPOCH;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  Verdict verdict = Verdict.PENDING;

  /** Counted by {@link EpochChanges} alone. */
  @Column(nullable = false, updatable = false)
  long changes;

  @Column(nullable = false)
  long examined;

  /** Figures, findings and votes, see {@link EpochFormat}. */
  @Column(nullable = false)
  String findings = "";

  EpochRow() {}

  EpochRow(String tenant, Epoch epoch) {
    this.tenant = tenant;
    number = epoch.number();
    lastPosition = epoch.lastPosition();
    closedAt = epoch.closedAt();
    changes = epoch.changes();
    become(epoch);
  }

  /** Takes over what may change of an epoch. */
  final void become(Epoch epoch) {
    verdict = epoch.verdict();
    examined = epoch.examined();
    findings = EpochFormat.write(epoch);
  }
}
