package dev.ricordo.verifier;

import java.util.Map;
import java.util.Set;

/**
 * A store that may have held what was forgotten.
 *
 * @param swept whether it answered that it holds none of it any more
 */
public record SweptStore(String name, boolean swept) {

  static SweptStore of(Map<String, Object> values) {
    Members members = Members.of("certificate.stores", values, Set.of("name", "swept"));
    return new SweptStore(members.text("name"), members.bool("swept"));
  }
}
