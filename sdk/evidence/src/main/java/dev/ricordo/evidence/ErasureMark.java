package dev.ricordo.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.postgres.KnownErasures;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How many erasures a tenant's store knew of when something was written into the ledger: what shows
 * that database and vault both came back from old backups. See {@code docs/formats/ledger.md}.
 *
 * @param at when it was written, ISO 8601
 * @param tenant digest of whose store it is, as of an {@link EpochEntry}
 * @param known how many
 */
public record ErasureMark(String at, String tenant, KnownErasures known) {

  /** What an entry of this kind has as its format. */
  public static final String FORMAT = "ricordo-erasures";

  private static final int VERSION = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static ErasureMark of(String tenant, KnownErasures known, Instant at) {
    return new ErasureMark(at.toString(), TenantDigest.of(tenant), known);
  }

  /** Whether a store that knows of so many is older than this, on both of its sides. */
  public boolean isAhead(KnownErasures store) {
    return store.inTables() < known.inTables() && store.inVault() < known.inVault();
  }

  /** What is wrong with a store that this is ahead of. */
  public String behind(KnownErasures store) {
    return String.format(
        "at %s the ledger saw %d erasures in the tables and %d in the vault; now there are %d and %d:"
            + " both came back from backups of before. Bring one of the two from a backup made after"
            + " %s: it erases again in the other who is to be gone",
        at, known.inTables(), known.inVault(), store.inTables(), store.inVault(), at);
  }

  byte[] write(String software) {
    return Canonical.json(
        Map.of(
            "format", FORMAT,
            "version", VERSION,
            "at", at,
            "tenant", tenant,
            "tables", known.inTables(),
            "vault", known.inVault(),
            "software", software));
  }

  /** Reads an entry; empty if it is of another kind. */
  public static Optional<ErasureMark> read(byte[] entry) {
    try {
      JsonNode read = MAPPER.readTree(entry);
      return FORMAT.equals(read.path("format").asText())
          ? Optional.of(
              new ErasureMark(
                  read.path("at").asText(),
                  read.path("tenant").asText(),
                  new KnownErasures(
                      Math.max(0, read.path("tables").asLong()),
                      Math.max(0, read.path("vault").asLong()))))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
