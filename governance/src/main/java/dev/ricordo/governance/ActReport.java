package dev.ricordo.governance;

import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * That something was done, and what little there is to say of it.
 *
 * @param seed null if nothing about it is random
 * @param done by name, for example which file was written
 * @param text the same in words
 */
public record ActReport(
    String command,
    String version,
    Machine machine,
    @Nullable Long seed,
    Map<String, Object> done,
    List<String> text)
    implements Report {

  public ActReport {
    text = List.copyOf(text);
  }

  public static ActReport of(
      String command, @Nullable Long seed, Map<String, Object> done, String text) {
    return new ActReport(command, Version.TEXT, Machine.here("cpu"), seed, done, List.of(text));
  }

  @Override
  public List<String> toLines() {
    return text;
  }
}
