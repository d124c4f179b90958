package dev.ricordo.governance.requests;

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

/** Requests as JSON, as {@code docs/formats/request.md} has them. Thread-safe. */
final class RequestFormat {

  static final int VERSION = 1;

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

  private RequestFormat() {}

  static String write(Object value) {
    ObjectNode json = JSON.createObjectNode().put("version", VERSION);
    json.setAll((ObjectNode) JSON.valueToTree(value));
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new RicordoBug("a request is written as JSON", e);
    }
  }

  /**
   * @throws RicordoException if it is of another version, or damaged
   */
  static <T> T read(String text, Class<T> type) {
    try {
      ObjectNode json = (ObjectNode) JSON.readTree(text);
      int version = json.path("version").asInt();
      if (version != VERSION) {
        throw new RicordoException(
            "request: is of version " + version + ", " + VERSION + " is known");
      }
      json.remove("version");
      return JSON.treeToValue(json, type);
    } catch (JsonProcessingException | ClassCastException | IllegalArgumentException e) {
      throw new RicordoException("request: a kept one cannot be read", e);
    }
  }
}
