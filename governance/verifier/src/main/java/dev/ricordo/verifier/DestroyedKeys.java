package dev.ricordo.verifier;

import java.util.Optional;

/**
 * The record of the keys that an erasure destroyed.
 *
 * @param number how many
 * @param subjects digest of the random ids of the subjects whose keys they were; empty if there was
 *     none, and in versions 1 and 2
 * @param vault what kind of vault held them; empty in versions 1 and 2
 */
public record DestroyedKeys(long number, Optional<String> subjects, Optional<String> vault) {

  static DestroyedKeys counted(Members keys) {
    return new DestroyedKeys(keys.number("number"), Optional.empty(), Optional.empty());
  }

  static DestroyedKeys of(Members keys) {
    long number = keys.number("number");
    Optional<String> subjects = keys.digestOr("subjects", "none");
    if (subjects.isPresent() != number > 0) {
      throw new MalformedException("certificate.levels.keys.subjects: does not fit number");
    }
    return new DestroyedKeys(number, subjects, Optional.of(keys.text("vault")));
  }
}
