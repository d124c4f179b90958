package dev.ricordo.evidence.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.Ricordo;
import dev.ricordo.RicordoException;
import dev.ricordo.Scope;
import dev.ricordo.base.RandomBases;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeepingJournalTest {

  private static final Hold.Reading READING =
      new Hold.Reading("hearing", "Eva Berg", "Jon Holm", Instant.parse("2026-03-01T12:00:00Z"));

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final CustomerId BERT = CustomerId.of("bert");

  @TempDir private Path folder;
  private final Journal plain = Journal.inMemory();
  private HoldFolder holds;
  private KeepingJournal journal;

  @BeforeEach
  void open() {
    holds = HoldFolder.open(folder);
    journal = new KeepingJournal(plain, holds.of("shop"));
    journal.append(List.of(view(ANNA, "i1"), view(ANNA, "i2"), view(BERT, "i3")));
  }

  @AfterEach
  void close() {
    journal.close();
    holds.close();
  }

  private static Event view(CustomerId customer, String item) {
    return Event.viewed(customer, ItemId.of(item), NOON).withId(EventId.of(item));
  }

  private Hold hold(CustomerId customer) {
    return holds.place("shop", customer, List.of(), "lawsuit 7", "Eva Berg", "Jon Holm", NOON);
  }

  private List<List<String>> kept(Hold hold) {
    return holds.read("shop", hold.id(), READING, read -> {}).stream()
        .map(copy -> copy.events().stream().map(line -> line.item()).toList())
        .toList();
  }

  @Test
  void whatGoesOfAHeldCustomer_isKept_andGoes() {
    Hold hold = hold(ANNA);
    assertThat(journal.erase(ANNA, Set.of(EventId.of("i1"), EventId.of("i9")), NOON)).isEqualTo(1);
    assertThat(kept(hold)).containsExactly(List.of("i1"));
    assertThat(journal.erase(ANNA, NOON)).isEqualTo(1);

    assertThat(kept(hold)).containsExactlyInAnyOrder(List.of("i1"), List.of("i2"));
    assertThat(plain.read(ANNA, 1)).isEmpty();
  }

  @Test
  void whatGoesOfOthers_isNotKept() {
    Hold hold = hold(ANNA);
    journal.erase(BERT, NOON);

    assertThat(journal.holds(ANNA)).isTrue();
    assertThat(journal.holds(BERT)).isFalse();
    assertThat(kept(hold)).isEmpty();
  }

  @Test
  void visitorWhoIsHeld_isHeldAsTheCustomerItWasMergedInto() {
    Hold hold = hold(BERT);
    journal.merge(BERT, ANNA, NOON);
    assertThat(journal.holds(ANNA)).isTrue();
    journal.erase(ANNA, NOON);

    assertThat(kept(hold)).containsExactly(List.of("i1", "i2", "i3"));
  }

  @Test
  void customerWhoIsHeld_andHasNoEvents_isKeptFromAsTheVisitorWhoHas() {
    CustomerId visitor = CustomerId.of("v1");
    journal.erase(ANNA, NOON.minusSeconds(1));
    Hold hold = hold(ANNA);
    journal.append(List.of(view(visitor, "i4")));
    journal.merge(visitor, ANNA, NOON);
    assertThat(journal.holds(visitor)).isTrue();
    journal.erase(visitor, NOON);

    assertThat(kept(hold)).containsExactly(List.of("i4"));
  }

  @Test
  void visitorWhoIsHeld_andWhoseEventsWentWithAge_isKeptFromAsTheCustomer() {
    CustomerId visitor = CustomerId.of("v1");
    journal.append(List.of(view(visitor, "i4")));
    journal.merge(visitor, ANNA, NOON);
    Hold hold = hold(visitor);
    journal.erase(ANNA, Set.of(EventId.of("i4")), NOON);
    assertThat(journal.holds(ANNA)).isTrue();
    journal.erase(ANNA, NOON);

    assertThat(kept(hold)).containsExactlyInAnyOrder(List.of("i4"), List.of("i1", "i2"));
  }

  @Test
  void folderThatIsAway_nothingIsErased() throws IOException {
    hold(ANNA);
    Files.move(folder.resolve("vault"), folder.resolve("moved"));

    assertThatThrownBy(() -> journal.erase(ANNA, NOON))
        .isInstanceOf(RicordoException.class)
        .hasMessageEndingWith("is no folder of legal holds");
    assertThatThrownBy(() -> journal.erase(BERT, Set.of(EventId.of("i3")), NOON))
        .isInstanceOf(RicordoException.class);
    assertThat(plain.read(ANNA, 1)).hasSize(2);
    assertThat(plain.read(BERT, 1)).hasSize(1);
    Files.move(folder.resolve("moved"), folder.resolve("vault"));
  }

  @Test
  void applicationThatForgets_isKeptFromToo() {
    Hold hold = hold(ANNA);
    try (Ricordo ricordo =
        Ricordo.builder().base(RandomBases.create(7, 40)).journal(journal).build()) {
      assertThat(ricordo.forget(ANNA, Scope.builder().item(ItemId.of("i2")).build()).events())
          .isEqualTo(1);
      assertThat(ricordo.forget(ANNA).events()).isEqualTo(1);
    }

    assertThat(kept(hold)).containsExactlyInAnyOrder(List.of("i2"), List.of("i1"));
  }
}
