package dev.ricordo.evidence.hold;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.RicordoException;
import dev.ricordo.audit.AuditorReport;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.evidence.EventLine;
import dev.ricordo.evidence.OfficerAct;
import dev.ricordo.evidence.VersionedJson;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.Leaving;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HoldFolderTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Hold.Reading READING =
      new Hold.Reading("hearing", "Eva Berg", "Jon Holm", NOON);

  private static final String SHOP = "shop";
  private static final CustomerId ANNA = CustomerId.of("canary-anna");
  private static final CustomerId BERT = CustomerId.of("bert");

  @TempDir private Path folder;
  private HoldFolder holds;

  @BeforeEach
  void open() {
    holds = HoldFolder.open(folder);
  }

  @AfterEach
  void close() {
    holds.close();
  }

  private static List<JournalEntry> views(String... items) {
    return Stream.of(items)
        .map(item -> Event.viewed(ANNA, ItemId.of(item), NOON).withId(EventId.of(item)))
        .map(event -> new JournalEntry(1, event))
        .toList();
  }

  private Hold place(List<JournalEntry> entries) {
    return holds.place(SHOP, ANNA, entries, "lawsuit 7", "Eva Berg", "Jon Holm", NOON);
  }

  private record Leaves(Set<CustomerId> everyone, List<JournalEntry> entries) implements Leaving {}

  private static List<String> items(HoldFolder.Copy copy) {
    return copy.events().stream().map(line -> line.item()).toList();
  }

  private String everything() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(file.getFileName()).append(new String(Files.readAllBytes(file), ISO_8859_1));
      }
    }
    return all.toString();
  }

  @Test
  void held_isTheCustomerOfTheHold_alsoWhenOpenedAgain() {
    place(views("i1"));
    close();
    open();

    assertThat(holds.of(SHOP).holds(Set.of(ANNA))).isTrue();
    assertThat(holds.of(SHOP).holds(Set.of(BERT))).isFalse();
  }

  @Test
  void customerOfTheSameId_inAnotherTenantOfTheFolder_isNotHeld() {
    Hold hold = place(views("i1"));
    UUID request = new UUID(1, 2);
    Evidence other = holds.of("other");
    other.note(Set.of(ANNA), request);

    assertThat(other.holds(Set.of(ANNA))).isFalse();
    assertThat(other.keep(new Leaves(Set.of(ANNA), views("i2")))).isFalse();
    assertThat(holds.requests(hold.id())).isEmpty();
    assertThat(holds.read(SHOP, hold.id(), READING, read -> {}))
        .extracting(HoldFolderTest::items)
        .containsExactly(List.of("i1"));
  }

  @Test
  void holdOfAnotherTenant_isNeitherReadNorReleased() {
    Hold hold = place(views("i1"));

    assertThatThrownBy(() -> holds.read("other", hold.id(), READING, read -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tenant: is \"other\", but hold " + hold.id() + " is of \"shop\"");
    assertThatThrownBy(() -> holds.release("other", hold.id(), "Eva Berg", NOON, released -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("tenant: ");
    assertThat(holds.all()).containsExactly(hold);
  }

  @Test
  void holdOfBeforeTenants_isOnTheCustomerInEveryTenant_andAnyMayReleaseIt() throws IOException {
    Hold hold = place(views("i1"));
    Path file = folder.resolve(hold.id() + ".json");
    Files.writeString(
        file,
        Files.readString(file)
            .replace("\"version\":3", "\"version\":2")
            .replace("\"tenant\":\"shop\",", ""));

    assertThat(holds.all()).extracting(Hold::tenant).containsOnlyNulls();
    assertThat(holds.of("other").holds(Set.of(ANNA))).isTrue();
    holds.release("other", hold.id(), "Eva Berg", NOON, released -> {});
    assertThat(holds.of(SHOP).holds(Set.of(ANNA))).isFalse();
  }

  @Test
  void whatGoesLater_isKeptToo_theSameOnce() {
    Hold hold = place(views("i1"));
    holds.of(SHOP).keep(new Leaves(Set.of(ANNA), views("i1")));
    holds.of(SHOP).keep(new Leaves(Set.of(ANNA), List.of()));
    holds.of(SHOP).keep(new Leaves(Set.of(BERT), views("i3")));
    assertThat(holds.read(SHOP, hold.id(), READING, read -> {})).hasSize(1);
    holds.of(SHOP).keep(new Leaves(Set.of(ANNA), views("i1", "i2")));

    assertThat(holds.read(SHOP, hold.id(), READING, read -> {}))
        .extracting(HoldFolderTest::items)
        .containsExactlyInAnyOrder(List.of("i1"), List.of("i1", "i2"));
  }

  @Test
  void nothingOfTheFolder_canBeRead() throws IOException {
    place(views("canary-item"));
    holds.of(SHOP).keep(new Leaves(Set.of(ANNA), views("canary-item", "canary-later")));

    assertThat(everything()).as("it is there, sealed").contains(".sealed");
    assertThat(everything()).doesNotContain("canary");
    AuditorReport.found("Is anything readable in what legal holds keep?", "0 hits in 2 copies");
  }

  @Test
  void released_theCopiesAndTheirKeyAreGone_andNobodyIsHeld() throws IOException {
    Hold hold = place(views("i1"));
    assertThat(everything()).contains(".sealed");
    holds.release(SHOP, hold.id(), "Eva Berg", NOON, released -> {});
    holds.release(SHOP, hold.id(), "Jon Holm", NOON.plusSeconds(1), released -> {});

    assertThat(everything()).doesNotContain(".sealed");
    assertThat(holds.of(SHOP).holds(Set.of(ANNA))).isFalse();
    assertThat(holds.all()).extracting(Hold::releasedBy).containsExactly("Eva Berg");
    assertThatThrownBy(() -> holds.read(SHOP, hold.id(), READING, read -> {}))
        .isInstanceOf(RicordoException.class)
        .hasMessageContaining("was released");
  }

  @Test
  void placedOrReleasedByAnother_isObeyedAtOnce() {
    try (HoldFolder shop = HoldFolder.openExisting(folder)) {
      assertThat(shop.of(SHOP).holds(Set.of(ANNA, BERT))).isFalse();
      Hold hold = place(List.of());
      assertThat(shop.of(SHOP).holds(Set.of(ANNA, BERT))).isTrue();
      shop.of(SHOP).keep(new Leaves(Set.of(ANNA, BERT), views("i1")));
      assertThat(holds.read(SHOP, hold.id(), READING, read -> {}))
          .extracting(HoldFolder.Copy::customer)
          .containsExactly("canary-anna");

      holds.release(SHOP, hold.id(), "Eva Berg", NOON, released -> {});
      assertThat(shop.of(SHOP).holds(Set.of(ANNA, BERT))).isFalse();
    }
  }

  @Test
  void folderThatIsAway_isNoFolderWithoutHolds() throws IOException {
    assertThatThrownBy(() -> HoldFolder.openExisting(folder.resolve("away")))
        .isInstanceOf(RicordoException.class)
        .hasMessageEndingWith("is no folder of legal holds");
    Files.move(folder.resolve("vault"), folder.resolve("moved"));

    assertThatThrownBy(() -> holds.of(SHOP).holds(Set.of(ANNA)))
        .isInstanceOf(RicordoException.class)
        .hasMessageEndingWith("is no folder of legal holds");
    Files.move(folder.resolve("moved"), folder.resolve("vault"));
  }

  @Test
  void request_isKeptFor_untilTheLastHoldIsReleased() {
    UUID request = new UUID(1, 2);
    Hold one = place(views("i1"));
    Hold other = place(views("i1"));
    holds.of(SHOP).note(Set.of(ANNA), request);
    holds.of(SHOP).note(Set.of(BERT), new UUID(3, 4));
    place(List.of()); // later: it has no copy of what the request forgot

    holds.release(SHOP, one.id(), "Eva Berg", NOON, released -> {});
    assertThat(holds.requests(one.id())).containsExactly(request);
    assertThat(holds.keepsFor(request)).isTrue();
    holds.release(SHOP, other.id(), "Eva Berg", NOON, released -> {});
    assertThat(holds.keepsFor(request)).isFalse();
    holds.settle(one.id(), request);
    assertThat(holds.requests(one.id())).isEmpty();
  }

  @Test
  void goldenFiles_areWrittenAsTheyWere_andReadBack() throws IOException {
    VersionedJson format = new VersionedJson("hold", 1, 3);
    VersionedJson copies = new VersionedJson("copy of a hold", 1);
    Hold hold = released(SHOP, "0a", List.of(READING));
    HoldFolder.Copy copy =
        new HoldFolder.Copy("anna", List.of(EventLine.of(1, views("i1").get(0).event())));

    assertThat(format.write(hold)).isEqualTo(golden("hold-3.json"));
    assertThat(format.read(golden("hold-3.json"), Hold.class)).isEqualTo(hold);
    assertThat(format.read(golden("hold-2.json"), Hold.class))
        .isEqualTo(released(null, "0a", List.of(READING)));
    assertThat(format.read(golden("hold-1.json"), Hold.class))
        .isEqualTo(released(null, null, List.of()));
    assertThat(copies.write(copy)).isEqualTo(golden("hold-copy-1.json"));
    assertThat(copies.read(golden("hold-copy-1.json"), HoldFolder.Copy.class)).isEqualTo(copy);
  }

  private static Hold released(
      @Nullable String tenant, @Nullable String salt, List<Hold.Reading> reads) {
    return new Hold(
        new UUID(7, 8),
        tenant,
        "ab01",
        "lawsuit 7",
        "Eva Berg",
        "Jon Holm",
        NOON,
        salt,
        reads,
        "Eva Berg",
        NOON.plusSeconds(1));
  }

  @Test
  void reading_isKept_andTold_beforeAnythingIsRead() {
    Hold hold = place(views("i1"));
    assertThatThrownBy(
            () ->
                holds.read(
                    SHOP,
                    hold.id(),
                    READING,
                    read -> {
                      throw new RicordoException("no ledger");
                    }))
        .hasMessage("no ledger");
    List<OfficerAct> told = new ArrayList<>();
    assertThat(holds.read(SHOP, hold.id(), READING, read -> told.add(read.lastRead()))).hasSize(1);

    assertThat(holds.all().get(0).reads()).containsExactly(READING, READING);
    OfficerAct act = told.get(0);
    assertThat(act.kind()).isEqualTo(OfficerAct.Kind.HOLD_READ);
    assertThat(act.salt()).isEqualTo(hold.salt()).hasSize(64);
    assertThat(act.people()).containsExactly("Eva Berg", "Jon Holm");
  }

  @Test
  void releaseThatCannotBeTold_isNone() {
    Hold hold = place(views("i1"));
    assertThatThrownBy(
            () ->
                holds.release(
                    SHOP,
                    hold.id(),
                    "Eva Berg",
                    NOON,
                    released -> {
                      throw new RicordoException("no ledger");
                    }))
        .hasMessage("no ledger");

    assertThat(holds.read(SHOP, hold.id(), READING, read -> {})).hasSize(1);
  }

  private static String golden(String name) throws IOException {
    try (InputStream file = HoldFolderTest.class.getResourceAsStream("/golden/" + name)) {
      return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8).strip();
    }
  }

  @Test
  void onePersonAlone_isRefused_andNothingIsKept() {
    assertThatThrownBy(
            () -> holds.place(SHOP, ANNA, views("i1"), "lawsuit 7", "Eva Berg", "EVA BERG", NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("and: must be another person");
    assertThat(holds.all()).isEmpty();
  }

  @Test
  void changedCopy_isTold() throws IOException {
    Hold hold = place(views("i1"));
    Path copy;
    try (Stream<Path> files = Files.list(folder)) {
      copy = files.filter(f -> f.toString().endsWith(".sealed")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(copy);
    bytes[20] ^= 1;
    Files.write(copy, bytes);

    assertThatThrownBy(() -> holds.read(SHOP, hold.id(), READING, read -> {}))
        .isInstanceOf(RicordoException.class)
        .hasMessageEndingWith("is damaged");
  }
}
