package dev.ricordo.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A log's files in a folder, see {@code docs/formats/ledger.md}. The folder can be served by any
 * web server as it is, but for the names that begin with a dot.
 */
/*
 * A file is written under another name in the same file system, brought to the disk, and moved into
 * place; then the folders are brought to the disk, also those above a folder that was made. Until
 * its folder is on the disk a move may be lost by a crash, so write() returns only then.
 *
 * The system's lock belongs to the process: closing any descriptor of the file would give it up. So
 * writers of one process are told apart by a set, and only the first of them opens the file.
 */
public final class FolderTiles implements TileStore {

  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();
  private static final String LOCK = ".lock";
  private static final String UNFINISHED = ".unfinished";
  private static final String ASIDE = ".aside";
  private static final String TILES = "tile";
  private static final String PARTIAL_FOLDER = ".p";

  private final Path folder;
  private final FileChannel lockFile;

  private FolderTiles(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /**
   * Opens a folder to write.
   *
   * @param folder made if it is missing
   * @throws LedgerException if it cannot be used, or another writer has it open
   */
  public static FolderTiles open(Path folder) {
    try {
      Set<Path> changed = new LinkedHashSet<>();
      createFolders(folder.toAbsolutePath(), changed);
      for (Path parent : changed) {
        sync(parent);
      }
      return openLocked(folder.toRealPath());
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  private static FolderTiles openLocked(Path folder) throws IOException {
    if (!OPEN.add(folder)) {
      throw inUse(folder);
    }
    boolean opened = false;
    FileChannel file = null;
    try {
      file = lockFile(folder);
      if (file.tryLock() == null) {
        throw inUse(folder);
      }
      FolderTiles tiles = new FolderTiles(folder, file);
      tiles.clearUnfinished();
      opened = true;
      return tiles;
    } finally {
      if (!opened) {
        release(folder, file);
      }
    }
  }

  private static FileChannel lockFile(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static void release(Path folder, @Nullable FileChannel lockFile) throws IOException {
    if (lockFile != null) {
      lockFile.close();
    }
    OPEN.remove(folder);
  }

  private static LedgerException inUse(Path folder) {
    return new LedgerException("ledger folder: " + folder + " is open for another writer");
  }

  private void clearUnfinished() throws IOException {
    Path unfinished = folder.resolve(UNFINISHED);
    Files.createDirectories(unfinished);
    for (Path file : list(unfinished)) {
      Files.delete(file);
    }
  }

  /** Opens a folder to read, also while someone writes. */
  public static TileReader reader(Path folder) {
    return new TileReader() {
      @Override
      public Optional<byte[]> read(String path) {
        return FolderTiles.read(folder, path);
      }

      @Override
      public List<String> paths() {
        return FolderTiles.paths(folder);
      }
    };
  }

  @Override
  public Optional<byte[]> read(String path) {
    return read(folder, path);
  }

  @Override
  public List<String> paths() {
    return paths(folder);
  }

  private static Optional<byte[]> read(Path folder, String path) {
    try {
      return Optional.of(Files.readAllBytes(file(folder, path)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  private static Path file(Path folder, String path) {
    if (!path.equals(CHECKPOINT) && TilePath.find(path).isEmpty()) {
      throw new IllegalArgumentException("path: is not of the layout");
    }
    return folder.resolve(path);
  }

  private static List<String> paths(Path folder) {
    Path tiles = folder.resolve(TILES);
    if (!Files.isDirectory(tiles)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(tiles)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  @Override
  public void write(Map<String, byte[]> files) {
    try {
      List<Path> unfinished = new ArrayList<>();
      for (byte[] content : files.values()) {
        unfinished.add(writeUnfinished(content));
      }
      Set<Path> changed = new LinkedHashSet<>();
      int next = 0;
      for (String path : files.keySet()) {
        moveIntoPlace(unfinished.get(next++), file(folder, path), changed);
      }
      for (Path parent : changed) {
        sync(parent);
      }
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  private Path writeUnfinished(byte[] content) throws IOException {
    Path file = folder.resolve(UNFINISHED).resolve(UUID.randomUUID().toString());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    return file;
  }

  private static void moveIntoPlace(Path from, Path to, Set<Path> changed) throws IOException {
    createFolders(parent(to), changed);
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    changed.add(parent(to));
  }

  private static void createFolders(Path folder, Set<Path> changed) throws IOException {
    if (!Files.isDirectory(folder)) {
      createFolders(parent(folder), changed);
      Files.createDirectory(folder);
      changed.add(parent(folder));
    }
  }

  static Path parent(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IOException(file + " has no folder");
    }
    return parent;
  }

  /** Brings the names in a folder to the disk. */
  static void sync(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  @Override
  public void delete(Collection<String> paths) {
    try {
      Set<Path> parents = new LinkedHashSet<>();
      for (String path : paths) {
        Path file = file(folder, path);
        Files.deleteIfExists(file);
        parents.add(parent(file));
      }
      for (Path parent : parents) {
        deleteIfEmpty(parent);
      }
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    if (folder.toString().endsWith(PARTIAL_FOLDER)) {
      try {
        Files.deleteIfExists(folder);
      } catch (DirectoryNotEmptyException e) {
        // Other partial tiles are in it: it stays.
      }
    }
  }

  @Override
  public void setAside(Collection<String> paths) {
    Path aside = folder.resolve(ASIDE).resolve(UUID.randomUUID().toString());
    try {
      for (String path : paths) {
        moveIntoPlace(folder.resolve(path), aside.resolve(path), new LinkedHashSet<>());
      }
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static LedgerException failed(Path folder, IOException e) {
    return new LedgerException("ledger folder: " + folder + " cannot be used, " + e, e);
  }

  @Override
  public void close() {
    try {
      if (lockFile.isOpen()) {
        release(folder, lockFile);
      }
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }
}
