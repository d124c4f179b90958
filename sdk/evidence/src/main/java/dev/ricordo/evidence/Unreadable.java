package dev.ricordo.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Entries of what people decided that name their format and cannot be read by it. */
final class Unreadable {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");

  private Unreadable() {}

  /** What the entry should be, for people; empty if it can be read, or is of another kind. */
  static Optional<String> what(byte[] entry) {
    JsonNode read;
    try {
      read = MAPPER.readTree(entry);
    } catch (IOException e) {
      return Optional.empty();
    }
    return switch (read.path("format").asText()) {
      case RulesEntry.FORMAT ->
          RulesEntry.read(entry).isEmpty() ? Optional.of("change of rules") : Optional.empty();
      case OfficerAct.FORMAT -> isAct(read) ? Optional.empty() : Optional.of("act");
      default -> Optional.empty();
    };
  }

  private static boolean isAct(JsonNode read) {
    String act = read.path("act").asText();
    return Arrays.stream(OfficerAct.Kind.values()).anyMatch(kind -> kind.text().equals(act))
        && matches(TIME, read.path("at"))
        && matches(ID, read.path("id"))
        && matches(DIGEST, read.path("reason"))
        && read.path("people").isArray()
        && read.path("people").valueStream().allMatch(person -> matches(DIGEST, person));
  }

  private static boolean matches(Pattern pattern, JsonNode text) {
    return pattern.matcher(text.asText()).matches();
  }
}
