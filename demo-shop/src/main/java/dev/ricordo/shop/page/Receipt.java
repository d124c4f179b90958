package dev.ricordo.shop.page;

import dev.ricordo.Erasure;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What was forgotten, as a text for an address: {@code forgotten.events.cells.second}. */
final class Receipt {

  private static final String PREFIX = "forgotten.";

  private Receipt() {}

  static String text(Erasure erasure) {
    return PREFIX + erasure.events() + "." + erasure.cells() + "." + erasure.at().getEpochSecond();
  }

  /**
   * @param text of {@link #text}
   */
  static Erasure parse(String text) {
    List<Long> numbers =
        Stream.of(text.substring(PREFIX.length()).split("\\.")).map(Long::valueOf).toList();
    return new Erasure(Instant.ofEpochSecond(numbers.get(2)), numbers.get(0), numbers.get(1));
  }
}
