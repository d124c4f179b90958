package dev.ricordo.governance.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricordo.evidence.Sha256;
import dev.ricordo.verifier.DestroyedKeys;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The record of the keys that a vault destroyed, as a certificate has it. */
public final class KeyRecord {

  private KeyRecord() {}

  /**
   * The record.
   *
   * @param subjects whose keys they were: random ids, which name nobody
   * @param vault what kind of vault held them
   */
  public static DestroyedKeys of(Collection<UUID> subjects, String vault) {
    return new DestroyedKeys(
        subjects.size(),
        subjects.isEmpty() ? Optional.empty() : Optional.of(digest(subjects)),
        Optional.of(vault));
  }

  private static String digest(Collection<UUID> subjects) {
    String lines =
        subjects.stream().map(UUID::toString).sorted().collect(Collectors.joining("\n", "", "\n"));
    return Sha256.hex(lines.getBytes(UTF_8));
  }
}
