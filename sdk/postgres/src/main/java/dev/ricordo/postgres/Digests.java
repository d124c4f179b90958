package dev.ricordo.postgres;

import dev.ricordo.RicordoBug;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.EventId;
import dev.ricordo.spi.DataKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names that say nothing: the first 128 bits of HMAC-SHA-256 over a domain byte and an identifier,
 * under the tenant's key. Equal identifiers give equal digests, which is what unique indexes need;
 * nobody without the key can tell whether a digest is that of a given identifier. Thread-safe.
 */
final class Digests {

  private static final String ALGORITHM = "HmacSHA256";
  private static final byte TENANT = 0;
  private static final byte CUSTOMER = 1;
  private static final byte EVENT = 2;
  private static final byte REFERENCE = 3;

  private final SecretKeySpec key;

  Digests(DataKey key) {
    this.key = new SecretKeySpec(key.bytes(), ALGORITHM);
  }

  /** Tells whether the key is the one of before, see {@link TenantRow#keyCheck}. */
  UUID ofTenant(String name) {
    return digest(TENANT, Text.write("tenant", name));
  }

  UUID of(CustomerId customer) {
    return digest(CUSTOMER, Text.write("customer", customer.value()));
  }

  UUID of(EventId event) {
    return digest(EVENT, Text.write("id", event.value()));
  }

  /** Of what the host calls a request. */
  UUID ofReference(String reference) {
    return digest(REFERENCE, Text.write("reference", reference));
  }

  private UUID digest(byte domain, byte[] identifier) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(domain);
      ByteBuffer bits = ByteBuffer.wrap(mac.doFinal(identifier));
      return new UUID(bits.getLong(), bits.getLong());
    } catch (GeneralSecurityException e) {
      throw new RicordoBug(ALGORITHM + " is part of every Java runtime", e);
    }
  }
}
