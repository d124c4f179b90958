package dev.ricordo.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The checkpoints that a log has signed, one behind the other in a file outside of its store: what
 * shows that the store went back. Copied to where the log's keeper cannot change it, it shows that
 * to others too.
 *
 * <p>Each is a signed note and an empty line. Appending one is through to the disk when it returns;
 * of a process that died on the way the file may end within a checkpoint, which is not counted and
 * goes with the next one that is appended.
 *
 * <p>Thread-safe. One writer at a time.
 */
public final class CheckpointFile {

  private static final byte[] EMPTY_LINE = "\n".getBytes(StandardCharsets.UTF_8);

  private final Path file;
  private Optional<SignedCheckpoint> last;
  private long end;

  private CheckpointFile(Path file, Optional<SignedCheckpoint> last, long end) {
    this.file = file;
    this.last = last;
    this.end = end;
  }

  /**
   * Opens a file to append to; nothing is written before the first checkpoint.
   *
   * @throws LedgerException if it cannot be read, or holds something else
   */
  public static CheckpointFile open(Path file) {
    Content content = Content.of(file, Files.exists(file) ? bytes(file) : new byte[0]);
    List<SignedCheckpoint> all = content.checkpoints();
    Optional<SignedCheckpoint> last =
        all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    return new CheckpointFile(file, last, content.end());
  }

  /**
   * Reads the checkpoints of a file, or the one of a file that holds a note and nothing else, and
   * verifies nothing.
   *
   * @return at least one
   * @throws LedgerException if the file cannot be read, or holds something else
   */
  public static List<SignedCheckpoint> read(Path file) {
    byte[] bytes = bytes(file);
    List<SignedCheckpoint> found = Content.of(file, bytes).checkpoints();
    return found.isEmpty() ? List.of(parsed(file, bytes)) : found;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static SignedCheckpoint parsed(Path file, byte[] note) {
    try {
      return SignedCheckpoint.parse(note);
    } catch (MalformedException e) {
      throw new LedgerException("checkpoints: " + file + " holds none: " + e.getMessage(), e);
    }
  }

  private static LedgerException failed(Path file, IOException e) {
    return new LedgerException("checkpoints: " + file + " cannot be used, " + e, e);
  }

  /** The newest checkpoint; nothing if there is none yet. */
  public synchronized Optional<SignedCheckpoint> last() {
    return last;
  }

  /**
   * Appends a checkpoint, if it is not the last already, and returns when it is on the disk.
   *
   * @throws LedgerException if it could not be written, or someone has cut the file
   */
  public synchronized void append(SignedCheckpoint checkpoint) {
    if (last.equals(Optional.of(checkpoint))) {
      return;
    }
    boolean first = last.isEmpty();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (channel.size() < end) {
        throw new LedgerException("checkpoints: " + file + " was cut");
      }
      channel.truncate(end).position(end);
      for (ByteBuffer part : List.of(ByteBuffer.wrap(checkpoint.bytes()), emptyLine())) {
        while (part.hasRemaining()) {
          channel.write(part);
        }
      }
      channel.force(true);
      end = channel.position();
      last = Optional.of(checkpoint);
      if (first) {
        FolderTiles.sync(FolderTiles.parent(file.toAbsolutePath()));
      }
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static ByteBuffer emptyLine() {
    return ByteBuffer.wrap(EMPTY_LINE);
  }

  /**
   * What is in a file.
   *
   * @param end how many of its bytes they take
   */
  private record Content(List<SignedCheckpoint> checkpoints, long end) {

    /** A note has one empty line, before its signatures: behind each second one begins another. */
    static Content of(Path file, byte[] bytes) {
      List<SignedCheckpoint> checkpoints = new ArrayList<>();
      int start = 0;
      boolean inText = true;
      for (int at = 1; at < bytes.length; at++) {
        if (bytes[at] != '\n' || bytes[at - 1] != '\n') {
          continue;
        }
        if (!inText) {
          checkpoints.add(parsed(file, Arrays.copyOfRange(bytes, start, at)));
          start = at + 1;
        }
        inText = !inText;
      }
      return new Content(checkpoints, start);
    }
  }
}
