package dev.ricordo.governance;

import dev.ricordo.RicordoException;
import dev.ricordo.vault.FileKeyVault;
import java.nio.file.Path;

/**
 * Counts a vault's keys, backs it up, and puts a backup in the place of a vault that was lost.
 * Reads no key, so it needs no secret of the host. Thread-safe, also beside a shop that uses the
 * vault.
 */
public final class KeepVault {

  private final Path vault;

  /**
   * @param vault its folder
   */
  public KeepVault(Path vault) {
    this.vault = vault;
  }

  /**
   * @throws RicordoException if the folder is no vault
   */
  public VaultReport status() {
    return counted("vault status", vault);
  }

  /**
   * Copies the vault as it is at one moment, and counts the copy.
   *
   * @param target must not exist
   * @throws RicordoException if the folder is no vault or the copy cannot be made; then there is
   *     none
   */
  public VaultReport backup(Path target) {
    try (FileKeyVault keys = FileKeyVault.openExisting(vault)) {
      keys.backup(target);
    }
    return counted("vault backup", target);
  }

  /**
   * Puts a backup in the vault's place, and counts what is there now.
   *
   * @throws RicordoException if the backup is none, or a vault is there already
   */
  public VaultReport restore(Path backup) {
    FileKeyVault.restore(backup, vault);
    return counted("vault restore", vault);
  }

  private static VaultReport counted(String command, Path folder) {
    try (FileKeyVault keys = FileKeyVault.openExisting(folder)) {
      return VaultReport.of(command, folder, keys.contents());
    }
  }
}
