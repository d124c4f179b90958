package dev.ricordo.vault;

import dev.ricordo.OutageException;
import dev.ricordo.RicordoException;
import dev.ricordo.spi.DataKey;
import dev.ricordo.spi.KeyVault.Found;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/** The keys of one tenant: a file of slots and where each subject's slot is. Thread-safe. */
/*
 * New keys are appended, all of a call before one wait for the disk. A destroyed key is overwritten
 * where it lies, by a mark that stays. Both happen under the folder's lock, so what lies behind the
 * last whole slot is from a process that died, and is cut off. A slot whose checksum is wrong is as
 * good as none, but a bit of the key may be all that is wrong in it: destroying overwrites it too.
 *
 * Reading takes no lock of the folder: a look into the slot itself sees what another process has
 * destroyed, and a subject that is not in the index is looked for in what others have appended since.
 *
 * A RandomAccessFile, since an interrupt would close a FileChannel under everybody.
 */
final class KeyFile implements AutoCloseable {

  /** The tenant's own key lies in the slot of this subject, which no customer ever is. */
  static final UUID TENANT = new UUID(0, 0);

  private static final byte[] WRAPPING = "ricordo vault 1".getBytes(StandardCharsets.UTF_8);
  private static final int SLOTS_PER_READ = 8_192;
  private static final Logger LOG = System.getLogger(KeyFile.class.getName());

  private final FolderLock lock;
  private final RandomAccessFile file;
  private final Seal wrapping;
  private final byte[] tenant;
  private final SlotIndex index = new SlotIndex();

  /** Slots whose checksum was wrong when they were read, by the subject that they name. */
  private final Map<UUID, List<Integer>> damaged = new HashMap<>();

  /** How many slots of the file are in the index. */
  private int known;

  KeyFile(FolderLock lock, Path path, Seal wrapping, String tenant) throws IOException {
    this.lock = lock;
    this.wrapping = wrapping;
    this.tenant = tenant.getBytes(StandardCharsets.UTF_8);
    this.file = new RandomAccessFile(path.toFile(), "rw");
    try {
      locked(() -> known);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** The bytes of a new file: the tenant's own key and nothing else. */
  static byte[] initial(Seal wrapping, String tenant) {
    byte[] name = tenant.getBytes(StandardCharsets.UTF_8);
    return wrapped(wrapping, name, TENANT, DataKey.random()).bytes();
  }

  /** Runs the work with the folder locked and the index brought up to date. */
  private synchronized <T> T locked(FolderLock.Work<T> work) {
    return lock.hold(
        () -> {
          cutOffHalfSlot();
          readOn();
          return work.run();
        });
  }

  private void cutOffHalfSlot() throws IOException {
    long half = file.length() % Slot.BYTES;
    if (half != 0) {
      file.setLength(file.length() - half);
    }
  }

  private void readOn() throws IOException {
    int end = (int) (file.length() / Slot.BYTES);
    int before = damaged.size();
    scan(known, end, this::note);
    known = end;
    if (damaged.size() > before) {
      LOG.log(
          Level.WARNING, "{0} keys of the vault are damaged and ignored", damaged.size() - before);
    }
  }

  private void note(int number, byte[] bytes) {
    Optional<Slot> slot = Slot.read(bytes);
    if (slot.isPresent()) {
      index.put(slot.get().subject(), number);
    } else {
      damaged.computeIfAbsent(Slot.subject(bytes), s -> new ArrayList<>()).add(number);
    }
  }

  /** Counts the keys of a file; the caller holds the folder. */
  static VaultContents count(Path path) throws IOException {
    long keys = 0;
    long destroyed = 0;
    long damaged = 0;
    byte[] bytes = new byte[Slot.BYTES];
    try (InputStream file = new BufferedInputStream(Files.newInputStream(path))) {
      while (file.readNBytes(bytes, 0, Slot.BYTES) == Slot.BYTES) {
        Optional<Slot> slot = Slot.read(bytes);
        if (slot.isEmpty()) {
          damaged++;
        } else if (slot.get() instanceof Slot.Destroyed) {
          destroyed++;
        } else if (!slot.get().subject().equals(TENANT)) {
          keys++;
        }
      }
    }
    return new VaultContents(1, keys, destroyed, damaged);
  }

  private interface Reader {
    void read(int number, byte[] slot);
  }

  /** Reads slots in the order of the file; says how many. */
  private int scan(int from, int to, Reader reader) throws IOException {
    byte[] some = new byte[Math.min(SLOTS_PER_READ, to - from) * Slot.BYTES];
    for (int first = from; first < to; first += SLOTS_PER_READ) {
      int count = Math.min(SLOTS_PER_READ, to - first);
      file.seek((long) first * Slot.BYTES);
      file.readFully(some, 0, count * Slot.BYTES);
      for (int i = 0; i < count; i++) {
        reader.read(first + i, Arrays.copyOfRange(some, i * Slot.BYTES, (i + 1) * Slot.BYTES));
      }
    }
    return to - from;
  }

  synchronized Map<UUID, DataKey> create(Collection<UUID> subjects) {
    return locked(
        () -> {
          Map<UUID, DataKey> keys = new HashMap<>();
          List<Slot> added = new ArrayList<>();
          for (UUID subject : new LinkedHashSet<>(subjects)) {
            keys.put(subject, keyOf(subject, added));
          }
          append(added);
          return keys;
        });
  }

  private DataKey keyOf(UUID subject, List<Slot> added) throws IOException {
    Optional<Slot> slot = stored(subject);
    if (slot.isPresent()) {
      if (slot.get() instanceof Slot.Live live) {
        return unwrapped(live);
      }
      throw new IllegalStateException("vault: the key of subject " + subject + " was destroyed");
    }
    DataKey key = DataKey.random();
    added.add(wrapped(wrapping, tenant, subject, key));
    return key;
  }

  private static Slot wrapped(Seal wrapping, byte[] tenant, UUID subject, DataKey key) {
    return new Slot.Live(subject, wrapping.seal(key.bytes(), place(tenant, subject)));
  }

  private DataKey unwrapped(Slot.Live slot) {
    return wrapping
        .open(slot.wrapped(), place(tenant, slot.subject()))
        .map(DataKey::of)
        .orElseThrow(
            () ->
                new RicordoException(
                    "vault: the key of subject "
                        + slot.subject()
                        + " does not open, the tenant's wrapping key is another one"));
  }

  /** Associated bytes: a wrapped key opens for its own tenant and subject only. */
  private static byte[] place(byte[] tenant, UUID subject) {
    return ByteBuffer.allocate(WRAPPING.length + 16 + tenant.length)
        .put(WRAPPING)
        .putLong(subject.getMostSignificantBits())
        .putLong(subject.getLeastSignificantBits())
        .put(tenant)
        .array();
  }

  /** Writes slots behind the last one, all or none, and returns when they are on the disk. */
  private void append(List<Slot> added) throws IOException {
    if (added.isEmpty()) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.allocate(added.size() * Slot.BYTES);
    added.forEach(slot -> bytes.put(slot.bytes()));
    long end = file.length();
    try {
      file.seek(end);
      file.write(bytes.array());
      file.getFD().sync();
    } catch (IOException e) {
      cutOff(end, e);
      throw e;
    }
    readOn();
  }

  /** Takes back what was written before the disk was full: nobody was given these keys. */
  private void cutOff(long end, IOException failure) {
    try {
      file.setLength(end);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  Found find(UUID subject) {
    Optional<Slot> slot = looked(subject);
    if (slot.isEmpty()) {
      return new Found.Missing();
    }
    if (slot.get() instanceof Slot.Destroyed destroyed) {
      return new Found.Destroyed(destroyed.at());
    }
    return new Found.Present(unwrapped((Slot.Live) slot.get()));
  }

  private synchronized Optional<Slot> looked(UUID subject) {
    try {
      Optional<Slot> slot = stored(subject);
      boolean grown = slot.isEmpty() && file.length() > (long) known * Slot.BYTES;
      return grown ? locked(() -> stored(subject)) : slot;
    } catch (IOException e) {
      throw new OutageException("vault: cannot be read, " + e.getMessage(), e);
    }
  }

  /** The subject's slot as it is in the file now. */
  private Optional<Slot> stored(UUID subject) throws IOException {
    int number = index.find(subject);
    if (number == SlotIndex.NONE) {
      return Optional.empty();
    }
    byte[] bytes = new byte[Slot.BYTES];
    file.seek((long) number * Slot.BYTES);
    file.readFully(bytes);
    return Slot.read(bytes);
  }

  synchronized void destroy(Collection<UUID> subjects, Instant at) {
    locked(
        () -> {
          List<Slot> marks = new ArrayList<>();
          for (UUID subject : new LinkedHashSet<>(subjects)) {
            overwrite(new Slot.Destroyed(subject, at), marks);
          }
          append(marks);
          if (marks.isEmpty() && !subjects.isEmpty()) {
            file.getFD().sync(); // of a mark that was there too: who wrote it may have died since
          }
          return marks;
        });
  }

  /**
   * Overwrites the subject's key, or leaves the mark to be appended if there is none. What is
   * damaged is overwritten too; other processes find the mark in the key's place, or at the end.
   */
  private void overwrite(Slot.Destroyed mark, List<Slot> marks) throws IOException {
    UUID subject = mark.subject();
    for (int number : damaged.getOrDefault(subject, List.of())) {
      write(number, mark);
    }
    damaged.remove(subject);
    int number = index.find(subject);
    if (number == SlotIndex.NONE) {
      marks.add(mark);
    } else if (stored(subject).filter(Slot.Destroyed.class::isInstance).isEmpty()) {
      write(number, mark);
    }
  }

  private void write(int number, Slot.Destroyed mark) throws IOException {
    file.seek((long) number * Slot.BYTES);
    file.write(mark.bytes());
  }

  void forEachDestroyed(BiConsumer<UUID, Instant> consumer) {
    Map<UUID, Instant> marks = new HashMap<>();
    Reader reader =
        (number, bytes) -> {
          if (Slot.read(bytes).orElse(null) instanceof Slot.Destroyed mark) {
            marks.put(mark.subject(), mark.at());
          }
        };
    locked(() -> scan(0, known, reader));
    marks.forEach(consumer);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
