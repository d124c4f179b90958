package dev.ricordo.vault;

import dev.ricordo.OutageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one writer at a time change a folder: of all threads, and of all processes. */
/*
 * The system's file locks belong to a process, so threads first take a lock of their own. The file
 * is opened for each turn and nowhere else: closing any descriptor of it would give up the lock.
 */
final class FolderLock {

  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  /** Work that reads or writes files. */
  interface Work<T> {
    T run() throws IOException;
  }

  private final Path file;
  private final ReentrantLock threads;

  FolderLock(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    Path real = (parent == null ? file.toAbsolutePath() : parent).toRealPath();
    this.file = real.resolve(file.getFileName());
    this.threads = THREADS.computeIfAbsent(this.file, f -> new ReentrantLock());
  }

  /**
   * Runs the work while nobody else runs any under the same file. The work may hold it once more.
   *
   * @throws OutageException if files cannot be read or written
   */
  <T> T hold(Work<T> work) {
    boolean held = threads.isHeldByCurrentThread();
    threads.lock();
    try {
      return held ? work.run() : holdFile(work);
    } catch (IOException e) {
      throw new OutageException("vault: " + file.getParent() + ": " + e.getMessage(), e);
    } finally {
      threads.unlock();
    }
  }

  private <T> T holdFile(Work<T> work) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.lock()) {
          requireValid(lock);
          return work.run();
        } catch (FileLockInterruptionException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void requireValid(FileLock lock) throws IOException {
    if (!lock.isValid()) {
      throw new IOException("the lock was lost");
    }
  }
}
