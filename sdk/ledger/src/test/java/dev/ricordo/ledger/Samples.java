package dev.ricordo.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The keys, files and entries that the tests share. */
final class Samples {

  static final List<String> KEYS = lines("keys.txt");
  static final NoteSigner LOG = NoteSigner.parse(KEYS.get(0));
  static final Cosigner WITNESS = Cosigner.parse(KEYS.get(2));
  static final Trust TRUST = Trust.of(LOG.verifier());

  private Samples() {}

  /** The lines of one of the files of {@code golden.py}. */
  static List<String> lines(String name) {
    return Arrays.asList(new String(bytes(name), UTF_8).split("\n"));
  }

  static byte[] bytes(String name) {
    try (InputStream file = Samples.class.getResourceAsStream("/golden/" + name)) {
      return Objects.requireNonNull(file, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] entry(long index) {
    return ("entry " + index).getBytes(UTF_8);
  }

  static List<byte[]> entries(long from, long to) {
    List<byte[]> entries = new ArrayList<>();
    for (long i = from; i < to; i++) {
      entries.add(entry(i));
    }
    return entries;
  }

  static byte[] flipped(byte[] bytes, int bit) {
    byte[] changed = bytes.clone();
    changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    return changed;
  }
}
