package dev.ricordo.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Whose data it is. */
@Entity(name = "Tenant")
@Table(name = "tenant")
class TenantRow {

  @Id
  @Column(nullable = false)
  String name = "";

  /** Key of the tenant's digests, 32 random bytes. */
  @Column(name = "digest_key", nullable = false, updatable = false)
  byte[] digestKey = {};

  /** How many erasures and merges there have been: who sees it move looks for what changed. */
  @Column(nullable = false)
  long changes;

  TenantRow() {}

  TenantRow(String name, byte[] digestKey) {
    this.name = name;
    this.digestKey = digestKey;
  }
}
