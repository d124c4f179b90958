package dev.ricordo.vault;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.SecretBytes;
import dev.ricordo.RicordoBug;
import dev.ricordo.spi.DataKey;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * Encrypts and authenticates bytes under one key: AES-256-GCM with a random nonce of 96 bits, so
 * that one key may seal 2^32 messages. Thread-safe.
 *
 * <p>What is sealed together with some associated bytes opens with the same bytes only: they say
 * where the sealed bytes belong, and are not stored.
 */
public final class Seal {

  /** How many bytes longer sealed bytes are: nonce and tag. */
  public static final int OVERHEAD_BYTES = 12 + 16;

  private static final AesGcmParameters PARAMETERS = parameters();

  private final Aead aead;

  private Seal(Aead aead) {
    this.aead = aead;
  }

  private static AesGcmParameters parameters() {
    try {
      return AesGcmParameters.builder()
          .setKeySizeBytes(DataKey.BYTES)
          .setIvSizeBytes(12)
          .setTagSizeBytes(16)
          .setVariant(AesGcmParameters.Variant.NO_PREFIX)
          .build();
    } catch (GeneralSecurityException e) {
      throw new RicordoBug("AES-256-GCM is part of Tink", e);
    }
  }

  @AccessesPartialKey
  public static Seal of(DataKey key) {
    try {
      SecretBytes bytes = SecretBytes.copyFrom(key.bytes(), InsecureSecretKeyAccess.get());
      return new Seal(
          AesGcmJce.create(
              AesGcmKey.builder().setParameters(PARAMETERS).setKeyBytes(bytes).build()));
    } catch (GeneralSecurityException e) {
      throw new RicordoBug("AES-256-GCM is part of every Java runtime", e);
    }
  }

  /** Seals bytes; twice the same bytes give different ones. */
  public byte[] seal(byte[] plain, byte[] associated) {
    try {
      return aead.encrypt(plain, associated);
    } catch (GeneralSecurityException e) {
      throw new RicordoBug("sealing does not fail", e);
    }
  }

  /** What was sealed; empty if the key or the associated bytes are others, or a bit was changed. */
  public Optional<byte[]> open(byte[] sealed, byte[] associated) {
    try {
      return Optional.of(aead.decrypt(sealed, associated));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }
}
