package dev.ricordo.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;

/** A subject whose events may have been read for a panel's base. Read only: written by SQL. */
@Entity(name = "PanelMember")
@Table(name = "panel_member")
@IdClass(PanelMemberRow.Membership.class)
class PanelMemberRow {

  /** Who, and of which panel. */
  record Membership(UUID subject, UUID panel) {}

  @Id
  @Column(nullable = false)
  UUID subject = new UUID(0, 0);

  @Id
  @Column(nullable = false)
  UUID panel = new UUID(0, 0);
}
