package dev.ricordo.evidence;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.RicordoBug;
import java.io.IOException;
import java.util.Map;
import org.erdtman.jcs.JsonCanonicalizer;

/** Writes canonical JSON, RFC 8785. */
public final class Canonical {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Canonical() {}

  public static byte[] json(Map<String, ?> object) {
    try {
      return new JsonCanonicalizer(MAPPER.writeValueAsString(object)).getEncodedUTF8();
    } catch (IOException e) {
      throw new RicordoBug("an entry does not serialise", e);
    }
  }
}
