package dev.ricordo.postgres;

import dev.ricordo.RicordoException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text as UTF-8, one to one: what cannot be encoded is refused, never replaced. */
final class Text {

  private Text() {}

  /**
   * @throws IllegalArgumentException naming the field, if the text holds half a surrogate pair
   */
  static byte[] write(String field, String text) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return exact;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(field + ": is not valid Unicode text", e);
    }
  }

  static String read(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new RicordoException("journal: a stored text is not valid UTF-8", e);
    }
  }
}
