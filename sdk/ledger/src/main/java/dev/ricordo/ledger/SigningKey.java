package dev.ricordo.ledger;

import dev.ricordo.ledger.NoteVerifier.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.Set;

/** A private key with its name, in memory and as text that only its owner may read. */
final class SigningKey {

  private static final String PREFIX = "PRIVATE+KEY+";
  private static final String WHAT = "private key";

  private final KeyPair pair;
  private final byte[] seed;
  private final NoteVerifier verifier;

  private SigningKey(String name, Kind kind, byte[] seed) {
    this.seed = seed;
    this.pair = Ed25519.fromSeed(seed);
    this.verifier = NoteVerifier.of(name, kind, pair.getPublic());
  }

  static SigningKey generate(String name, Kind kind) {
    return new SigningKey(name, kind, Ed25519.randomSeed());
  }

  static SigningKey parse(String text, Kind kind) {
    if (!text.startsWith(PREFIX)) {
      throw new MalformedException(WHAT + ": does not begin with " + PREFIX);
    }
    KeyText parts = KeyText.parse(text.substring(PREFIX.length()), WHAT);
    if (parts.kind() != kind) {
      throw new MalformedException(WHAT + ": is of kind " + parts.kind() + ", not " + kind);
    }
    SigningKey key = new SigningKey(parts.name(), kind, parts.key());
    if (!key.text().equals(text)) {
      throw new MalformedException(WHAT + ": the id is not that of the name and the key");
    }
    return key;
  }

  static SigningKey load(Path file, Kind kind) {
    try {
      requireOwnerOnly(file);
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return parse(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text, kind);
    } catch (IOException e) {
      throw new LedgerException(WHAT + ": " + file + " cannot be read", e);
    }
  }

  /** Writes the key into a new file, through to the disk, its name too. */
  SigningKey store(Path file) {
    try {
      Files.createFile(file, ownerOnly(file));
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        ByteBuffer text = ByteBuffer.wrap((text() + "\n").getBytes(StandardCharsets.UTF_8));
        while (text.hasRemaining()) {
          channel.write(text);
        }
        channel.force(true);
      }
      FolderTiles.sync(FolderTiles.parent(file.toAbsolutePath()));
      return this;
    } catch (IOException e) {
      throw new LedgerException(WHAT + ": " + file + " cannot be made", e);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    if (!hasOwners(file)) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString("rw-------");
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
  }

  private static void requireOwnerOnly(Path file) throws IOException {
    if (!hasOwners(file)) {
      return;
    }
    String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    if (!permissions.endsWith("------")) {
      throw new LedgerException(
          WHAT + ": " + file + " has permissions " + permissions + ", only its owner may have any");
    }
  }

  private static boolean hasOwners(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  NoteVerifier verifier() {
    return verifier;
  }

  NoteSignature sign(byte[] message) {
    return NoteSignature.of(verifier.name(), verifier.keyId(), raw(message));
  }

  byte[] raw(byte[] message) {
    return Ed25519.sign(pair.getPrivate(), message);
  }

  private String text() {
    byte[] typed = ByteBuffer.allocate(1 + seed.length).put(verifier.kind().type).put(seed).array();
    return PREFIX + NoteVerifier.written(verifier.name(), verifier.keyId(), typed);
  }
}
