/**
 * The keys of a store, outside of it, and what is sealed with them.
 *
 * <p>Start at {@link dev.ricordo.vault.FileKeyVault}, a {@link dev.ricordo.spi.KeyVault} in a
 * folder. {@link dev.ricordo.vault.Seal} encrypts and authenticates bytes under one key, by Tink's
 * AES-256-GCM. {@link dev.ricordo.vault.VaultContents} counts keys and names none.
 *
 * <p>Inside: {@code KeyFile} is the file of one tenant, {@code Slot} one key in it, {@code
 * SlotIndex} where each subject's slot is, {@code FolderLock} keeps processes apart, {@code
 * PrivateFiles} writes what only the owner may read. The bytes are explained in {@code
 * docs/formats/vault.md}.
 */
@NullMarked
package dev.ricordo.vault;

import org.jspecify.annotations.NullMarked;
