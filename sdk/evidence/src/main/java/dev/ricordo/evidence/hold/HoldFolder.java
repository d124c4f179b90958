package dev.ricordo.evidence.hold;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricordo.RicordoBug;
import dev.ricordo.RicordoException;
import dev.ricordo.event.CustomerId;
import dev.ricordo.evidence.EventLine;
import dev.ricordo.evidence.OfficerAct;
import dev.ricordo.evidence.PrivateFile;
import dev.ricordo.evidence.Texts;
import dev.ricordo.evidence.VersionedJson;
import dev.ricordo.spi.DataKey;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.KeyVault;
import dev.ricordo.spi.Leaving;
import dev.ricordo.vault.FileKeyVault;
import dev.ricordo.vault.Seal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Legal holds in a folder of their own, as {@code docs/formats/hold.md} has it. Tenants may share
 * it: a hold is on one tenant's customer. Thread-safe, also beside other processes on the same
 * folder.
 */
/*
 * Nothing is kept in memory: whoever asks reads the folder, so a hold is obeyed from the moment it
 * is placed, by whichever process. A folder that is away is told by its missing vault and is an
 * error: it must not look like one without holds. Another folder of holds in its place is not told.
 */
public final class HoldFolder implements AutoCloseable {

  private static final VersionedJson FORMAT = new VersionedJson("hold", 1, 3);
  private static final VersionedJson COPY = new VersionedJson("copy of a hold", 1);
  private static final String VAULT = "vault";
  private static final String KEYS_OF = "holds";
  private static final String HOLD = ".json";
  private static final String SEALED = ".sealed";
  private static final String REQUEST = ".request";
  private static final int NAME_DIGITS = 16;

  private final Path folder;
  private final KeyVault vault;

  /**
   * What a copy says.
   *
   * @param customer whom the hold is on
   */
  public record Copy(String customer, List<EventLine> events) {
    public Copy {
      events = List.copyOf(events);
    }

    @Override
    public String toString() {
      return "Copy[events=" + events.size() + "]";
    }
  }

  private HoldFolder(Path folder, KeyVault vault) {
    this.folder = folder;
    this.vault = vault;
  }

  /**
   * Opens the folder, made if it is missing: for whoever places holds.
   *
   * @throws RicordoException if it cannot be used
   */
  public static HoldFolder open(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new RicordoException("holds: " + folder + " cannot be made", e);
    }
    KeyVault vault = FileKeyVault.open(folder.resolve(VAULT));
    vault.createTenantKey(KEYS_OF);
    return new HoldFolder(folder, vault);
  }

  /**
   * Opens a folder that is there, for whoever obeys, reads or releases holds.
   *
   * @throws RicordoException if it is missing, or no folder of holds
   */
  public static HoldFolder openExisting(Path folder) {
    requireThere(folder);
    return new HoldFolder(folder, FileKeyVault.openExisting(folder.resolve(VAULT)));
  }

  private static void requireThere(Path folder) {
    if (!Files.isDirectory(folder.resolve(VAULT))) {
      throw new RicordoException("holds: " + folder + " is no folder of legal holds");
    }
  }

  /**
   * Places a hold and keeps what is there of the customer.
   *
   * @param tenant whose customer it is
   * @param by who decides
   * @param and who agrees, another person
   * @throws IllegalArgumentException if a text is missing, or it is one person only
   */
  public Hold place(
      String tenant,
      CustomerId customer,
      List<JournalEntry> entries,
      String reason,
      String by,
      String and,
      Instant at) {
    Texts.require("reason", reason);
    Texts.requireTwo(by, and);
    UUID id = UUID.randomUUID();
    DataKey key = Objects.requireNonNull(vault.create(KEYS_OF, List.of(id)).get(id));
    Hold hold =
        new Hold(
            id,
            tenant,
            digest(key, bytes(customer)),
            reason,
            by,
            and,
            at,
            OfficerAct.newSalt(),
            List.of(),
            null,
            null);
    write(hold);
    keep(hold, key, customer, entries);
    return hold;
  }

  /** Every hold, released ones too, the oldest first. */
  public List<Hold> all() {
    return files("", HOLD).stream()
        .map(file -> FORMAT.read(new String(read(file), UTF_8), Hold.class))
        .sorted(Comparator.comparing(Hold::at).thenComparing(Hold::id))
        .toList();
  }

  /** What is kept of one tenant's customers. It ends with this folder. */
  public Evidence of(String tenant) {
    return new Evidence() {
      @Override
      public boolean holds(Set<CustomerId> customers) {
        return !on(tenant, customers).isEmpty();
      }

      @Override
      public boolean keep(Leaving leaving) {
        List<Obeyed> obeyed = on(tenant, leaving.everyone());
        for (Obeyed one : obeyed) {
          HoldFolder.this.keep(one.hold(), one.key(), one.customer(), leaving.entries());
        }
        return !obeyed.isEmpty();
      }

      @Override
      public void note(Set<CustomerId> customers, UUID request) {
        for (Obeyed obeyed : on(tenant, customers)) {
          write(link(obeyed.hold().id(), request), new byte[0]);
        }
      }
    };
  }

  /** A hold that is on somebody, and its key. */
  private record Obeyed(Hold hold, DataKey key, CustomerId customer) {}

  private List<Obeyed> on(String tenant, Set<CustomerId> customers) {
    List<Obeyed> found = new ArrayList<>();
    for (Hold hold : all()) {
      boolean asked = hold.holds() && hold.isOf(tenant);
      Optional<DataKey> key = asked ? key(hold) : Optional.empty();
      key.ifPresent(
          there ->
              customers.stream()
                  .filter(one -> digest(there, bytes(one)).equals(hold.customer()))
                  .forEach(one -> found.add(new Obeyed(hold, there, one))));
    }
    return found;
  }

  private void keep(Hold hold, DataKey key, CustomerId customer, List<JournalEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    List<EventLine> lines =
        IntStream.range(0, entries.size())
            .mapToObj(i -> EventLine.of(i + 1, entries.get(i).event()))
            .toList();
    byte[] plain = COPY.write(new Copy(customer.value(), lines)).getBytes(UTF_8);
    String name = hold.id() + "-" + digest(key, plain).substring(0, NAME_DIGITS) + SEALED;
    write(name, Seal.of(key).seal(plain, name.getBytes(UTF_8)));
  }

  /**
   * What a hold keeps, for two people who have a reason to read it.
   *
   * @param tenant whose hold it is to be
   * @param reading is kept with the hold, before anything is read
   * @param told is given the hold, with the reading; if it throws, nothing is read
   * @throws IllegalArgumentException if there is no such hold, or it is of another tenant
   * @throws RicordoException if it was released, or a copy is damaged
   */
  public List<Copy> read(String tenant, UUID id, Hold.Reading reading, Consumer<Hold> told) {
    Hold hold = require(tenant, id);
    DataKey key = requireKey(hold);
    Hold read = hold.salted().read(reading);
    write(read);
    told.accept(read);
    return copies(hold, key);
  }

  private DataKey requireKey(Hold hold) {
    return key(hold)
        .orElseThrow(
            () -> new RicordoException("hold: " + hold.id() + " was released, nothing is kept"));
  }

  private List<Copy> copies(Hold hold, DataKey key) {
    List<Copy> copies = new ArrayList<>();
    for (Path file : files(hold.id() + "-", SEALED)) {
      String name = name(file);
      byte[] plain =
          Seal.of(key)
              .open(read(file), name.getBytes(UTF_8))
              .orElseThrow(() -> new RicordoException("hold: " + name + " is damaged"));
      copies.add(COPY.read(new String(plain, UTF_8), Copy.class));
    }
    return copies;
  }

  /**
   * Releases a hold: its key is destroyed, then the copies. What was released before stays so.
   *
   * @param tenant whose hold it is to be
   * @param told is given the hold as it will be; if it throws, nothing is released. Not asked about
   *     what was released before
   * @throws IllegalArgumentException if there is no such hold, or it is of another tenant
   */
  public Hold release(String tenant, UUID id, String by, Instant at, Consumer<Hold> told) {
    Hold hold = require(tenant, id);
    Hold released = hold.holds() ? hold.salted().released(by, at) : hold;
    if (hold.holds()) {
      told.accept(released);
    }
    vault.destroy(KEYS_OF, List.of(id), at);
    files(id + "-", SEALED).forEach(HoldFolder::delete);
    write(released);
    return released;
  }

  /**
   * The requests for which a hold keeps or kept copies, until they are {@link #settle settled}.
   *
   * @throws IllegalArgumentException if there is no such hold
   */
  public List<UUID> requests(UUID id) {
    require(id);
    String start = id + "-";
    return files(start, REQUEST).stream()
        .map(HoldFolder::name)
        .map(name -> name.substring(start.length(), name.length() - REQUEST.length()))
        .map(UUID::fromString)
        .toList();
  }

  /** Whether a hold that was not released keeps copies for a request. */
  public boolean keepsFor(UUID request) {
    return all().stream()
        .filter(Hold::holds)
        .anyMatch(hold -> Files.exists(folder.resolve(link(hold.id(), request))));
  }

  /** Notes that a request has been told of a hold's release. */
  public void settle(UUID id, UUID request) {
    delete(folder.resolve(link(id, request)));
  }

  private static String link(UUID hold, UUID request) {
    return hold + "-" + request + REQUEST;
  }

  private Hold require(UUID id) {
    return all().stream()
        .filter(hold -> hold.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("hold: " + id + " is unknown"));
  }

  private Hold require(String tenant, UUID id) {
    Hold hold = require(id);
    if (!hold.isOf(tenant)) {
      throw new IllegalArgumentException(
          "tenant: is \"" + tenant + "\", but hold " + id + " is of \"" + hold.tenant() + "\"");
    }
    return hold;
  }

  private Optional<DataKey> key(Hold hold) {
    KeyVault.Found found = vault.find(KEYS_OF, hold.id());
    if (found instanceof KeyVault.Found.Missing) {
      throw new RicordoException("hold: the key of " + hold.id() + " is lost");
    }
    return found instanceof KeyVault.Found.Present present
        ? Optional.of(present.key())
        : Optional.empty();
  }

  private static byte[] bytes(CustomerId customer) {
    return customer.value().getBytes(UTF_8);
  }

  private static String digest(DataKey key, byte[] plain) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.bytes(), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(plain));
    } catch (GeneralSecurityException e) {
      throw new RicordoBug("HmacSHA256 is part of every Java runtime", e);
    }
  }

  private static String name(Path file) {
    return Objects.requireNonNull(file.getFileName()).toString();
  }

  private List<Path> files(String start, String ending) {
    requireThere(folder);
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> name(file).startsWith(start) && name(file).endsWith(ending))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new RicordoException("holds: " + folder + " cannot be read", e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new RicordoException("holds: " + name(file) + " cannot be read", e);
    }
  }

  private void write(Hold hold) {
    write(hold.id() + HOLD, FORMAT.write(hold).getBytes(UTF_8));
  }

  private void write(String name, byte[] bytes) {
    try {
      PrivateFile.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new RicordoException("holds: " + name + " cannot be written", e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new RicordoException("holds: " + name(file) + " cannot be deleted", e);
    }
  }

  @Override
  public void close() {
    vault.close();
  }
}
