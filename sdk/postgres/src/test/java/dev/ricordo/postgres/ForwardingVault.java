package dev.ricordo.postgres;

import dev.ricordo.spi.DataKey;
import dev.ricordo.spi.KeyVault;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/** Hands every call on. */
abstract class ForwardingVault implements KeyVault {

  private final KeyVault delegate;

  ForwardingVault(KeyVault delegate) {
    this.delegate = delegate;
  }

  @Override
  public Optional<DataKey> findTenantKey(String tenant) {
    return delegate.findTenantKey(tenant);
  }

  @Override
  public DataKey createTenantKey(String tenant) {
    return delegate.createTenantKey(tenant);
  }

  @Override
  public Map<UUID, DataKey> create(String tenant, Collection<UUID> subjects) {
    return delegate.create(tenant, subjects);
  }

  @Override
  public Found find(String tenant, UUID subject) {
    return delegate.find(tenant, subject);
  }

  @Override
  public void destroy(String tenant, Collection<UUID> subjects, Instant at) {
    delegate.destroy(tenant, subjects, at);
  }

  @Override
  public void forEachDestroyed(String tenant, BiConsumer<UUID, Instant> consumer) {
    delegate.forEachDestroyed(tenant, consumer);
  }

  @Override
  public void close() {
    delegate.close();
  }
}
