package dev.ricordo.vault;

import com.google.crypto.tink.subtle.Hkdf;
import dev.ricordo.OutageException;
import dev.ricordo.RicordoBug;
import dev.ricordo.RicordoException;
import dev.ricordo.spi.DataKey;
import dev.ricordo.spi.KeyVault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keys in a folder that only its owner may read, see {@code docs/formats/vault.md}. It must lie
 * outside of the database's data and of what is dumped or backed up with it: who has both reads
 * everything.
 *
 * <pre>{@code
 * try (FileKeyVault vault = FileKeyVault.open(Path.of("/var/lib/shop/vault"))) {
 *   PostgresStore store = PostgresStore.open(dataSource, vault);
 * }
 * }</pre>
 *
 * <p>Data keys lie wrapped by a key of the tenant. That one lies in the folder too, or is derived
 * from a secret that the host keeps elsewhere and gives to {@link #open(Path, DataKey)}: then the
 * folder alone is worth nothing.
 *
 * <p>Thread-safe, also beside other processes on the same folder. A million keys take 128 MB in the
 * folder and about 40 MB of the heap.
 */
public final class FileKeyVault implements KeyVault {

  private static final String LOCK = "lock";
  private static final String FORMAT = "format";
  private static final String KEYS = "data.keys";
  private static final String WRAPPING_KEY = "wrapping.key";
  private static final String PARTIAL = ".partial";
  private static final byte[] VERSION = "ricordo vault 1\n".getBytes(StandardCharsets.UTF_8);
  private static final int FOLDER_NAME_BYTES = 16;

  private final Path folder;
  private final @Nullable DataKey secret;
  private final FolderLock lock;
  private final Map<String, KeyFile> tenants = new HashMap<>();
  private boolean closed;

  private FileKeyVault(Path folder, @Nullable DataKey secret) throws IOException {
    this.folder = folder;
    this.secret = secret;
    this.lock = new FolderLock(folder.resolve(LOCK));
  }

  /**
   * Opens a vault whose wrapping keys lie in the folder.
   *
   * @param folder made if it is missing
   * @throws OutageException if the folder cannot be read and written
   * @throws RicordoException if it is no vault
   */
  public static FileKeyVault open(Path folder) {
    return openWith(folder, null);
  }

  /**
   * Opens a vault whose wrapping keys are derived from a secret of the host's.
   *
   * @throws RicordoException as {@link #open(Path)}
   */
  public static FileKeyVault open(Path folder, DataKey secret) {
    return openWith(folder, secret);
  }

  /**
   * Opens a vault that is there already, for tools that must not make one by a typing mistake.
   *
   * @throws RicordoException if the folder is no vault, and as {@link #open(Path)}
   */
  public static FileKeyVault openExisting(Path folder) {
    if (!Files.exists(folder.resolve(FORMAT))) {
      throw new RicordoException("vault: " + folder + " is no vault");
    }
    return openWith(folder, null);
  }

  private static FileKeyVault openWith(Path folder, @Nullable DataKey secret) {
    try {
      PrivateFiles.createFolder(folder);
      FileKeyVault vault = new FileKeyVault(folder, secret);
      vault.lock.hold(
          () -> {
            vault.requireFormat();
            return vault;
          });
      return vault;
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  private static RicordoException failed(Path folder, IOException e) {
    return new OutageException("vault: " + folder + " cannot be used, " + e.getMessage(), e);
  }

  private static RicordoException refused(Path folder, String why) {
    return new RicordoException("vault: " + folder + " cannot be used, " + why);
  }

  private void requireFormat() throws IOException {
    Path format = folder.resolve(FORMAT);
    if (!Files.exists(format) && isEmpty()) {
      Files.deleteIfExists(folder.resolve(FORMAT + PARTIAL));
      PrivateFiles.write(folder.resolve(FORMAT + PARTIAL), VERSION);
      PrivateFiles.moveIntoPlace(folder.resolve(FORMAT + PARTIAL), format);
    }
    if (!Files.exists(format) || !Arrays.equals(Files.readAllBytes(format), VERSION)) {
      throw new RicordoException(
          "vault: " + folder + " is no vault of version 1: its file \"format\" does not say so");
    }
  }

  private boolean isEmpty() throws IOException {
    return PrivateFiles.list(folder).stream()
        .allMatch(file -> file.endsWith(LOCK) || file.endsWith(FORMAT + PARTIAL));
  }

  @Override
  public Optional<DataKey> findTenantKey(String tenant) {
    return keys(tenant).map(keys -> tenantKey(tenant, keys));
  }

  @Override
  public DataKey createTenantKey(String tenant) {
    lock.hold(
        () -> {
          if (!Files.exists(folderOf(tenant))) {
            add(tenant);
          }
          return tenant;
        });
    return tenantKey(tenant, requireKeys(tenant));
  }

  private void add(String tenant) throws IOException {
    PrivateFiles.createWhole(
        folderOf(tenant),
        PARTIAL,
        partial -> {
          if (secret == null) {
            PrivateFiles.write(partial.resolve(WRAPPING_KEY), DataKey.random().bytes());
          }
          byte[] first = KeyFile.initial(wrapping(partial, tenant), tenant);
          PrivateFiles.write(partial.resolve(KEYS), first);
        });
  }

  private static DataKey tenantKey(String tenant, KeyFile keys) {
    if (keys.find(KeyFile.TENANT) instanceof Found.Present present) {
      return present.key();
    }
    throw new RicordoException("vault: the key of tenant \"" + tenant + "\" is damaged");
  }

  @Override
  public Map<UUID, DataKey> create(String tenant, Collection<UUID> subjects) {
    return requireKeys(tenant).create(subjects);
  }

  @Override
  public Found find(String tenant, UUID subject) {
    return keys(tenant).map(keys -> keys.find(subject)).orElseGet(Found.Missing::new);
  }

  @Override
  public void destroy(String tenant, Collection<UUID> subjects, Instant at) {
    requireKeys(tenant).destroy(subjects, at);
  }

  @Override
  public void forEachDestroyed(String tenant, BiConsumer<UUID, Instant> consumer) {
    keys(tenant).ifPresent(keys -> keys.forEachDestroyed(consumer));
  }

  private KeyFile requireKeys(String tenant) {
    return keys(tenant)
        .orElseThrow(
            () -> new IllegalArgumentException("tenant: \"" + tenant + "\" is not in the vault"));
  }

  private synchronized Optional<KeyFile> keys(String tenant) {
    if (closed) {
      throw new IllegalStateException("vault: is closed");
    }
    KeyFile known = tenants.get(tenant);
    if (known == null && Files.exists(folderOf(tenant))) {
      known = opened(tenant);
      tenants.put(tenant, known);
    }
    return Optional.ofNullable(known);
  }

  private KeyFile opened(String tenant) {
    Path place = folderOf(tenant);
    try {
      return new KeyFile(lock, place.resolve(KEYS), wrapping(place, tenant), tenant);
    } catch (IOException e) {
      throw failed(place, e);
    }
  }

  private Seal wrapping(Path place, String tenant) throws IOException {
    Path file = place.resolve(WRAPPING_KEY);
    if ((secret == null) != Files.exists(file)) {
      throw new RicordoException(
          secret == null
              ? "vault: the wrapping keys of " + folder + " come from a secret that is not given"
              : "vault: a secret is given, but " + folder + " has wrapping keys of its own");
    }
    return Seal.of(secret == null ? DataKey.of(Files.readAllBytes(file)) : derived(secret, tenant));
  }

  private static DataKey derived(DataKey secret, String tenant) {
    byte[] purpose = ("ricordo vault 1 " + tenant).getBytes(StandardCharsets.UTF_8);
    try {
      return DataKey.of(
          Hkdf.computeHkdf("HmacSha256", secret.bytes(), new byte[0], purpose, DataKey.BYTES));
    } catch (GeneralSecurityException e) {
      throw new RicordoBug("HMAC-SHA-256 is part of every Java runtime", e);
    }
  }

  /** Named by a digest, since a tenant's name may hold what a file's must not. */
  private Path folderOf(String tenant) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(tenant.getBytes(StandardCharsets.UTF_8));
      return folder.resolve(HexFormat.of().formatHex(digest, 0, FOLDER_NAME_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new RicordoBug("SHA-256 is part of every Java runtime", e);
    }
  }

  /**
   * Counts what the folder holds. Opens no key, so a vault whose secret is not given counts too.
   *
   * @throws RicordoException if it cannot be read
   */
  public VaultContents contents() {
    return lock.hold(
        () -> {
          VaultContents sum = VaultContents.NOTHING;
          for (Path tenant : PrivateFiles.list(folder)) {
            boolean whole = !tenant.getFileName().toString().endsWith(PARTIAL);
            if (whole && Files.exists(tenant.resolve(KEYS))) {
              sum = sum.plus(KeyFile.count(tenant.resolve(KEYS)));
            }
          }
          return sum;
        });
  }

  /**
   * Copies the vault as it is at one moment, to the disk.
   *
   * <p>A backup holds the keys that were destroyed since: it must not be kept longer than an
   * erasure may take.
   *
   * @param target a folder that must not exist yet, outside of the vault; appears when it is whole
   * @throws RicordoException if it cannot be written
   */
  public void backup(Path target) {
    lock.hold(
        () -> {
          copy(folder, target);
          return target;
        });
  }

  /**
   * Puts a backup in the place of a vault that was lost. Whatever was erased since the backup was
   * made is destroyed again when the store is opened.
   *
   * @param folder must not hold a vault: what is left of one must be moved away first
   * @throws RicordoException if the backup is none or the folder is in use
   */
  public static void restore(Path backup, Path folder) {
    try {
      if (!Files.exists(backup.resolve(FORMAT))) {
        throw refused(folder, "the backup " + backup + " is no vault");
      }
      if (Files.exists(folder) && !PrivateFiles.list(folder).isEmpty()) {
        throw refused(folder, "it is not empty");
      }
      Files.deleteIfExists(folder);
      copy(backup, folder);
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  private static void copy(Path from, Path target) throws IOException {
    if (Files.exists(target)) {
      throw refused(target, "it exists");
    }
    if (absolute(target).startsWith(absolute(from))) {
      throw refused(target, "it lies within " + from);
    }
    PrivateFiles.createWhole(target, PARTIAL, partial -> PrivateFiles.copy(from, partial, LOCK));
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /** Lets go of the files. The second call does nothing. */
  @Override
  public synchronized void close() {
    closed = true;
    for (KeyFile keys : List.copyOf(tenants.values())) {
      try {
        keys.close();
      } catch (IOException e) {
        throw failed(folder, e);
      }
    }
    tenants.clear();
  }
}
