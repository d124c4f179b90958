package dev.ricordo.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** Whose data it is. */
@Entity(name = "Tenant")
@Table(name = "tenant")
class TenantRow {

  @Id
  @Column(nullable = false)
  String name = "";

  /** What the tenant's own key makes of its name: says whether a vault belongs to the rows. */
  @Column(name = "key_check", nullable = false, updatable = false)
  UUID keyCheck = new UUID(0, 0);

  /** How many erasures and merges there have been: who sees it move looks for what changed. */
  @Column(nullable = false)
  long changes;

  /** How many changes of what customers said there have been. */
  @Column(nullable = false)
  long standings;

  TenantRow() {}

  TenantRow(String name, UUID keyCheck) {
    this.name = name;
    this.keyCheck = keyCheck;
  }
}
