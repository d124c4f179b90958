package dev.ricordo.quarkus.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Strict JSON: valid UTF-8, no name twice, nothing after the end, no numbers that are none. A
 * message says where, and repeats nothing of what stands there. Thread-safe.
 */
/*
 * An empty object takes three bytes of a body and eighty of the heap: without a bound on their number
 * a body of a megabyte would take thirty. So tokens are counted, and reading stops at the last one
 * that any body needs.
 */
final class JsonText {

  private static final int MAX_DEPTH = 8;
  private static final int MAX_STRING = 10_000;
  private static final int MAX_NUMBER = 100;

  /** Brackets, names and values of a body: four thousand events with every member. */
  private static final int MAX_TOKENS = 100_000;

  /** Its own: how the application writes JSON has nothing to do with it. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_STRING)
                          .maxNameLength(MAX_STRING)
                          .maxNumberLength(MAX_NUMBER)
                          .maxTokenCount(MAX_TOKENS)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonText() {}

  /**
   * Reads a body.
   *
   * @throws Refusal saying where it is not JSON, or not UTF-8
   */
  static JsonNode read(byte[] bytes) {
    String text = decode(bytes);
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node.isMissingNode()) {
        throw new Refusal(Problem.of(Problem.Kind.MALFORMED, "body: is empty"));
      }
      return node;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String where =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new Refusal(
          Problem.of(
              Problem.Kind.MALFORMED,
              "body: is not JSON, names a member twice, or is too deep or too long" + where));
    }
  }

  private static String decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(in, out, true);
    if (result.isError()) {
      throw new Refusal(
          Problem.of(Problem.Kind.MALFORMED, "body: is not UTF-8 at byte " + in.position()));
    }
    return out.flip().toString();
  }

  /** The bytes of an answer. */
  static byte[] write(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
