package dev.ricordo.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Files and folders that only their owner may read, written through to the disk. */
final class PrivateFiles {

  private PrivateFiles() {}

  /** Makes a folder, and those above it, if it is missing; on the disk when it returns. */
  static void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        createFolder(parent);
      }
      Files.createDirectories(folder, permissions(folder, "rwx------"));
      if (parent != null) {
        sync(parent);
      }
    }
  }

  /** Writes a new file and returns when it is on the disk. */
  static void write(Path file, byte[] content) throws IOException {
    Files.createFile(file, permissions(file, "rw-------"));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  /** Copies a folder's files and those of the folders in it, but for one name, to the disk. */
  static void copy(Path from, Path to, String without) throws IOException {
    createFolder(to);
    for (Path entry : list(from)) {
      Path target = to.resolve(entry.getFileName().toString());
      if (Files.isDirectory(entry)) {
        copy(entry, target, without);
      } else if (!entry.endsWith(without)) {
        copyFile(entry, target);
      }
    }
    sync(to);
  }

  private static void copyFile(Path from, Path to) throws IOException {
    Files.createFile(to, permissions(to, "rw-------"));
    try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ);
        FileChannel target = FileChannel.open(to, StandardOpenOption.WRITE)) {
      long size = source.size();
      for (long done = 0; done < size; ) {
        done += source.transferTo(done, size - done, target);
      }
      target.force(true);
    }
  }

  /** What fills a folder. */
  interface Filling {
    void fill(Path folder) throws IOException;
  }

  /**
   * Makes a folder in one step, on the disk when it returns: a process that is killed on the way,
   * or a disk without room, leaves none.
   *
   * @param suffix of the name under which it is filled
   */
  static void createWhole(Path folder, String suffix, Filling filling) throws IOException {
    String name = Objects.requireNonNull(folder.getFileName(), "a folder has a name").toString();
    Path partial = folder.resolveSibling(name + suffix);
    deleteFolder(partial);
    try {
      createFolder(partial);
      filling.fill(partial);
      moveIntoPlace(partial, folder);
    } catch (IOException e) {
      deleteAfter(e, partial);
      throw e;
    }
  }

  private static void deleteAfter(IOException failure, Path folder) {
    try {
      deleteFolder(folder);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Moves a folder to its place in one step and returns when that is on the disk. */
  static void moveIntoPlace(Path partial, Path folder) throws IOException {
    sync(partial);
    Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      sync(parent);
    }
  }

  static void deleteFolder(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }

  static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** Brings a folder's entries to the disk; where folders cannot be opened, nothing is needed. */
  static void sync(Path folder) throws IOException {
    if (posix(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static FileAttribute<?>[] permissions(Path path, String text) {
    if (!posix(path)) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(text);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
