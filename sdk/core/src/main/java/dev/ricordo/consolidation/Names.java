package dev.ricordo.consolidation;

import java.util.Locale;
import java.util.stream.Stream;

/** Names that tell apart the people who decide, however each is written. */
public final class Names {

  private Names() {}

  /** Without spaces around it, with one between words, in lower case. */
  public static String folded(String name) {
    return name.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }

  /** Whether two names are of one person. */
  public static boolean same(String one, String other) {
    return folded(one).equals(folded(other));
  }

  /** How many different people have these names; a blank one is nobody's. */
  public static int people(Stream<String> names) {
    return (int) names.map(Names::folded).filter(name -> !name.isEmpty()).distinct().count();
  }
}
