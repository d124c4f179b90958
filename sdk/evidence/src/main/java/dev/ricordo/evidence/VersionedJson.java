package dev.ricordo.evidence;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.ricordo.RicordoBug;
import dev.ricordo.RicordoException;
import java.io.IOException;
import java.time.Instant;

/**
 * Records as JSON objects with a version, times in ISO 8601. What older versions did not have is
 * null or empty. Thread-safe.
 *
 * @param name what they are, for messages, which quote nothing of them
 * @param oldest the oldest version that is read
 * @param version the one that is written
 */
public record VersionedJson(String name, int oldest, int version) {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .registerModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addDeserializer(Instant.class, new Instants()));

  private static final class Instants extends JsonDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return Instant.parse(parser.getText());
    }
  }

  /** Of a format that has one version. */
  public VersionedJson(String name, int version) {
    this(name, version, version);
  }

  public String write(Object value) {
    ObjectNode json = JSON.createObjectNode().put("version", version);
    json.setAll((ObjectNode) JSON.valueToTree(value));
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new RicordoBug("a " + name + " is written as JSON", e);
    }
  }

  /**
   * @throws RicordoException if it is of a version that is not read, or damaged
   */
  public <T> T read(String text, Class<T> type) {
    try {
      ObjectNode json = (ObjectNode) JSON.readTree(text);
      int found = json.path("version").asInt();
      if (found < oldest || found > version) {
        throw new RicordoException(
            name + ": is of version " + found + ", " + version + " is known");
      }
      json.remove("version");
      return JSON.treeToValue(json, type);
    } catch (JsonProcessingException | ClassCastException | IllegalArgumentException e) {
      throw new RicordoException(name + ": a kept one cannot be read", e);
    }
  }
}
