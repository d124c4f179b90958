package dev.ricordo.spi;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * The keys that a store seals with, kept where the store's data, its log and its dumps are not.
 *
 * <p>A tenant has one key of its own and a data key per subject. A subject is a random id: it names
 * a customer from the first event to the erasure and says nothing about who that is. Destroying a
 * subject's data key makes everything sealed with it unreadable, wherever a copy of it lies.
 *
 * <p>Implementations are thread-safe, and safe beside other processes on the same vault. Failures
 * are thrown as {@link dev.ricordo.RicordoException}.
 */
public interface KeyVault extends AutoCloseable {

  /** What a vault knows of a subject. */
  sealed interface Found {

    /** The subject's data key. */
    record Present(DataKey key) implements Found {}

    /** There was a key, or was to be none, and it was destroyed. */
    record Destroyed(Instant at) implements Found {}

    /** The vault never held a key of the subject, or lost it. */
    record Missing() implements Found {}
  }

  /** The tenant's own key; empty if the vault does not know the tenant. */
  Optional<DataKey> findTenantKey(String tenant);

  /** The tenant's own key; made if the vault does not know the tenant. Durable when it returns. */
  DataKey createTenantKey(String tenant);

  /**
   * Makes data keys, all of them in one step where that is cheaper. Durable when it returns. A
   * subject that has a key already keeps it.
   *
   * @throws IllegalArgumentException if the tenant has no key
   * @throws IllegalStateException if a subject's key was destroyed
   */
  Map<UUID, DataKey> create(String tenant, Collection<UUID> subjects);

  /** What the vault knows of a subject. */
  Found find(String tenant, UUID subject);

  /**
   * Destroys data keys for good and remembers that it did, also of subjects it holds no key of.
   * Durable when it returns: no file of the vault holds the keys any more. A subject whose key was
   * destroyed before keeps the time of then.
   *
   * @param at the time of the erasure
   * @throws IllegalArgumentException if the tenant has no key
   */
  void destroy(String tenant, Collection<UUID> subjects, Instant at);

  /** Gives every destroyed subject and the time of its erasure to the consumer. */
  void forEachDestroyed(String tenant, BiConsumer<UUID, Instant> consumer);

  @Override
  void close();
}
