package dev.ricordo.postgres;

import dev.ricordo.panel.Panel;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A panel that a base is or was trained on. */
@Entity(name = "Panel")
@Table(name = "panel")
class PanelRow {

  @Id
  @Column(nullable = false)
  UUID id = new UUID(0, 0);

  @Column(nullable = false, updatable = false)
  String tenant = "";

  @Column(name = "enrolled_at", nullable = false, updatable = false)
  Instant enrolledAt = Instant.EPOCH;

  @Column(name = "last_position", nullable = false)
  long lastPosition;

  @Column(nullable = false)
  long members;

  @Column(nullable = false, updatable = false)
  long most;

  @Column(nullable = false, updatable = false)
  boolean granted;

  /** Digest of the base that was trained, in hexadecimal; null before. */
  @Column @Nullable String base;

  @Column(name = "retired_at")
  @Nullable Instant retiredAt;

  PanelRow() {}

  PanelRow(String tenant, Panel panel) {
    id = panel.id();
    this.tenant = tenant;
    enrolledAt = panel.enrolledAt();
    lastPosition = panel.lastPosition();
    members = panel.members();
    most = panel.rules().most();
    granted = panel.rules().granted();
  }
}
