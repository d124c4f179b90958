package dev.ricordo.verifier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * Reads JSON that is canonical (RFC 8785) and nothing else: each value has one spelling, so a byte
 * that is changed is another value or an error. Objects, arrays, texts, whole numbers and booleans.
 */
/*
 * The reader bounds depth and refuses what the format does not have; then the canonicaliser writes
 * the same text, and the bytes must be equal. That is what refuses white space, a second spelling,
 * members out of order and members that are there twice, so the reader does not have to.
 */
final class Json {

  private static final int MAX_DEPTH = 8;
  private static final int MAX_DIGITS = 15; // below 2^53, where numbers of JSON are exact

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /**
   * Reads an object.
   *
   * @param what names the text in errors
   * @throws MalformedException if it is not canonical JSON
   */
  static Map<String, Object> read(byte[] bytes, String what) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      Json json = new Json(text);
      if (!text.startsWith("{")) {
        throw json.malformed("is no object");
      }
      Map<String, Object> object = json.object(1);
      if (json.at < text.length() || !text.equals(new JsonCanonicalizer(text).getEncodedString())) {
        throw new MalformedException(what + ": is not canonical JSON (RFC 8785)");
      }
      return object;
    } catch (CharacterCodingException e) {
      throw new MalformedException(what + ": is not UTF-8");
    } catch (IOException e) {
      throw new MalformedException(what + ": is not canonical JSON (RFC 8785)");
    } catch (MalformedException e) {
      throw new MalformedException(what + ": " + e.getMessage());
    }
  }

  /** Writes a value that was read as canonical JSON. */
  static byte[] canonical(Object value) {
    try {
      return new JsonCanonicalizer(written(value)).getEncodedUTF8();
    } catch (IOException e) {
      throw new IllegalStateException("what was read is JSON", e);
    }
  }

  private static String written(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(Object value, StringBuilder out) {
    if (value instanceof Map<?, ?> map) {
      out.append('{');
      map.forEach(
          (name, member) -> {
            write(String.valueOf(name), out.append(out.charAt(out.length() - 1) == '{' ? "" : ","));
            write(member, out.append(':'));
          });
      out.append('}');
    } else if (value instanceof List<?> list) {
      out.append('[');
      for (int i = 0; i < list.size(); i++) {
        write(list.get(i), out.append(i == 0 ? "" : ","));
      }
      out.append(']');
    } else if (value instanceof String string) {
      quote(string, out);
    } else {
      out.append(value);
    }
  }

  private static void quote(String string, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private Object value(int depth) {
    return switch (peek()) {
      case '{' -> object(depth + 1);
      case '[' -> array(depth + 1);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      default -> number();
    };
  }

  private Map<String, Object> object(int depth) {
    requireDepth(depth);
    Map<String, Object> members = new LinkedHashMap<>();
    expect('{');
    if (peek() == '}') {
      at++;
      return members;
    }
    do {
      String name = string();
      expect(':');
      members.put(name, value(depth));
    } while (another('}'));
    return members;
  }

  private List<Object> array(int depth) {
    requireDepth(depth);
    List<Object> values = new ArrayList<>();
    expect('[');
    if (peek() == ']') {
      at++;
      return values;
    }
    do {
      values.add(value(depth));
    } while (another(']'));
    return values;
  }

  private void requireDepth(int depth) {
    if (depth > MAX_DEPTH) {
      throw malformed("is nested deeper than " + MAX_DEPTH);
    }
  }

  private boolean another(char end) {
    if (peek() == ',') {
      at++;
      return true;
    }
    expect(end);
    return false;
  }

  private String string() {
    expect('"');
    StringBuilder string = new StringBuilder();
    while (peek() != '"') {
      char c = text.charAt(at++);
      string.append(c == '\\' ? escaped() : c);
    }
    at++;
    return string.toString();
  }

  private char escaped() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw malformed("has an escape that is none");
    };
  }

  private char unicode() {
    String digits = text.substring(at, Math.min(at + 4, text.length()));
    if (!digits.matches("[0-9a-f]{4}")) {
      throw malformed("has an escape that is none");
    }
    at += digits.length();
    return (char) Integer.parseInt(digits, 16);
  }

  private Object word(String word, boolean value) {
    if (!text.startsWith(word, at)) {
      throw malformed("has a word that is none");
    }
    at += word.length();
    return value;
  }

  private Object number() {
    int start = at;
    while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0) {
      at++;
    }
    String digits = text.substring(start, at);
    if (!digits.matches("[0-9]{1," + MAX_DIGITS + "}")) {
      throw malformed("has a value that is no object, array, text, boolean or whole number");
    }
    return Long.parseLong(digits);
  }

  private char peek() {
    if (at >= text.length()) {
      throw malformed("ends too early");
    }
    return text.charAt(at);
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw malformed("has another character where " + wanted + " must be");
    }
    at++;
  }

  private MalformedException malformed(String rule) {
    return new MalformedException(rule + ", at character " + at);
  }
}
