package dev.ricordo.governance.requests;

import dev.ricordo.evidence.VersionedJson;

/** Requests as JSON, as {@code docs/formats/request.md} has them. Thread-safe. */
final class RequestFormat {

  private static final VersionedJson JSON = new VersionedJson("request", 1, 4);

  private RequestFormat() {}

  static String write(Object value) {
    return JSON.write(value);
  }

  /**
   * @throws dev.ricordo.RicordoException if it is of a version that is not read, or damaged
   */
  static <T> T read(String text, Class<T> type) {
    return JSON.read(text, type);
  }
}
