package dev.ricordo.governance;

import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import dev.ricordo.vault.VaultContents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a vault holds, in numbers: never whose keys they are.
 *
 * @param seed always null: nothing here is random
 * @param folder which vault was counted; of a backup or a restore, the copy
 * @param tenants with a key of their own
 * @param keys of customers, that open
 * @param destroyed keys that were destroyed, of customers who were forgotten
 * @param damaged keys that are lost because their checksum is wrong
 */
public record VaultReport(
    String command,
    String version,
    Machine machine,
    @Nullable Long seed,
    String folder,
    long tenants,
    long keys,
    long destroyed,
    long damaged)
    implements Report {

  static VaultReport of(String command, Path folder, VaultContents contents) {
    return new VaultReport(
        command,
        Version.TEXT,
        Machine.here("cpu"),
        null,
        folder.toString(),
        contents.tenants(),
        contents.keys(),
        contents.destroyed(),
        contents.damaged());
  }

  /** Whether every key in it is whole. */
  public boolean passed() {
    return damaged == 0;
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        folder
            + ": "
            + InspectionReport.count(tenants, "tenant")
            + ", "
            + InspectionReport.count(keys, "key")
            + ", "
            + destroyed
            + " destroyed");
    if (damaged > 0) {
      lines.add("FAILED: damaged and of no use: " + InspectionReport.count(damaged, "key"));
    }
    return lines;
  }
}
