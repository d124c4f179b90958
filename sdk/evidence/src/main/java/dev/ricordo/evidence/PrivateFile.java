package dev.ricordo.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes files that are about people, or that nothing else has the content of. */
public final class PrivateFile {

  private PrivateFile() {}

  /**
   * Writes a file, readable by its owner only: all of it, or what was there before stays. On the
   * disk when this returns.
   *
   * @throws IOException if that fails
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    write(file, bytes, unfinished -> Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE));
  }

  /**
   * As {@link #write(Path, byte[])}, but never in the place of another.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the file is there, even only by now
   * @throws IOException if that fails
   */
  public static void writeNew(Path file, byte[] bytes) throws IOException {
    write(file, bytes, unfinished -> named(unfinished, file));
  }

  private static void named(Path unfinished, Path file) throws IOException {
    Files.createFile(file); // takes the name, or finds that somebody has it
    try {
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.delete(file);
      throw e;
    }
  }

  /** Gives what was written its name. */
  private interface Naming {
    void name(Path unfinished) throws IOException;
  }

  private static void write(Path file, byte[] bytes, Naming naming) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path unfinished = Files.createTempFile(folder, ".ricordo", ".unfinished");
    try {
      writeThrough(unfinished, bytes);
      naming.name(unfinished);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private static void writeThrough(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }
}
