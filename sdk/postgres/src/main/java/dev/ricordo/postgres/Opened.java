package dev.ricordo.postgres;

import dev.ricordo.RicordoException;
import dev.ricordo.spi.DataKey;
import dev.ricordo.spi.KeyVault;
import java.util.Optional;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** A tenant whose rows and whose vault belong together. */
record Opened(String tenant, Digests digests, Sealing sealing) {

  /**
   * @param add whether an unknown tenant is added, to the vault first
   * @throws IllegalArgumentException if it is unknown and not to be added
   * @throws RicordoException if the vault is another one than the rows were written with
   */
  static Opened of(Transactions transactions, KeyVault vault, String tenant, boolean add) {
    TenantRow row = transactions.run("open", session -> session.get(TenantRow.class, tenant));
    if (row == null && !add) {
      throw new IllegalArgumentException("tenant: \"" + tenant + "\" is not in this database");
    }
    DataKey key = row == null ? vault.createTenantKey(tenant) : requireKey(vault, tenant);
    Digests digests = new Digests(key);
    TenantRow present =
        row != null ? row : transactions.run("open", s -> added(s, tenant, digests));
    if (!present.keyCheck.equals(digests.ofTenant(tenant))) {
      throw new RicordoException(
          "vault: does not belong to this database, tenant \"" + tenant + "\" has another key");
    }
    return new Opened(tenant, digests, new Sealing(vault, tenant));
  }

  private static DataKey requireKey(KeyVault vault, String tenant) {
    Optional<DataKey> key = vault.findTenantKey(tenant);
    return key.orElseThrow(
        () ->
            new RicordoException(
                "vault: holds no key of tenant \""
                    + tenant
                    + "\", whose rows are in the database: restore the vault's newest backup"));
  }

  private static TenantRow added(StatelessSession session, String tenant, Digests digests) {
    @Nullable TenantRow rival = session.get(TenantRow.class, tenant);
    if (rival != null) {
      return rival;
    }
    TenantRow added = new TenantRow(tenant, digests.ofTenant(tenant));
    session.insert(added);
    return added;
  }
}
