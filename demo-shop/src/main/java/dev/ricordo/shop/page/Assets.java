package dev.ricordo.shop.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;

/** Style sheet and script. */
final class Assets {

  /** Changes when one of them does. */
  static final String VERSION =
      version("/META-INF/resources/shop.css", "/META-INF/resources/shop.js");

  private Assets() {}

  private static String version(String... names) {
    CRC32 sum = new CRC32();
    for (String name : names) {
      try (InputStream in = Assets.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new IllegalStateException(name + " is missing");
        }
        sum.update(in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(name + " cannot be read", e);
      }
    }
    return Long.toHexString(sum.getValue());
  }
}
