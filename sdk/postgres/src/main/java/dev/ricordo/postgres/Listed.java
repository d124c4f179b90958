package dev.ricordo.postgres;

import java.util.UUID;

/** A customer's row as a list reads it, still sealed. */
@SuppressWarnings("ArrayRecordComponent") // a row on its way, compared by nobody
record Listed(UUID digest, UUID id, short format, byte[] customer, short standing) {

  static Listed of(SubjectRow row) {
    return new Listed(row.digest, row.id, row.format, row.customer, row.standing);
  }
}
