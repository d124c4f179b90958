package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Observation;
import dev.ricordo.Ricordo;
import dev.ricordo.Scope;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.quarkus.MemoryChanged;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MemoryChangedTest {

  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final CustomerId BERT = CustomerId.of("bert");
  private static final CustomerId CLEO = CustomerId.of("cleo");
  private static final CustomerId VISITOR = CustomerId.of("visitor");
  private static final CustomerId TROUBLE = CustomerId.of("trouble");

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .withApplicationRoot(jar -> jar.addClasses(Applications.class, Diary.class));

  @Inject Ricordo ricordo;
  @Inject Diary diary;

  @BeforeEach
  void tearOut() {
    diary.changed.clear();
  }

  @Test
  void eachCustomerOfACall_isAnnouncedOnce() {
    ricordo.observe(view(ANNA));
    ricordo.observeAll(List.of(view(BERT), view(ANNA), view(BERT)));
    ricordo.forget(ANNA);

    assertThat(diary.changed).containsExactly(ANNA, BERT, ANNA, ANNA);
  }

  @Test
  void withheldEvent_isNotAnnounced() {
    Event event = view(BERT);
    ricordo.observe(event);
    ricordo.observe(event);

    assertThat(diary.changed).containsExactly(BERT);
  }

  @Test
  void changedConsent_isAnnounced() {
    ricordo.restrict(ANNA, true);
    assertThat(ricordo.observe(view(ANNA))).isInstanceOf(Observation.Withheld.class);
    ricordo.restrict(ANNA, false);

    assertThat(diary.changed).containsExactly(ANNA, ANNA);
  }

  /** An answer for either id is from the memory of both. */
  @Test
  void everyoneWhoIsOneWithTheCustomer_isAnnounced() {
    ricordo.observe(view(CLEO));
    ricordo.observe(view(VISITOR));
    ricordo.merge(VISITOR, CLEO);
    diary.changed.clear();

    ricordo.observe(view(VISITOR));
    requireBothAnnounced();
    ricordo.observeAll(List.of(view(CLEO), view(VISITOR)));
    requireBothAnnounced();
    ricordo.restrict(VISITOR, true);
    requireBothAnnounced();
    ricordo.restrict(CLEO, false);
    requireBothAnnounced();
    ricordo.unmerge(VISITOR);
    requireBothAnnounced();
    ricordo.merge(VISITOR, CLEO);
    requireBothAnnounced();
    ricordo.forget(VISITOR, Scope.builder().item(ItemId.of("i1")).build());
    requireBothAnnounced();
    ricordo.forget(VISITOR);
    requireBothAnnounced();
  }

  private void requireBothAnnounced() {
    assertThat(diary.changed).containsExactlyInAnyOrder(CLEO, VISITOR);
    diary.changed.clear();
  }

  @Test
  void failingObserver_doesNotMakeALearnedEventLookRefused() {
    assertThat(ricordo.observe(view(TROUBLE))).isInstanceOf(Observation.Learned.class);
  }

  private static Event view(CustomerId customer) {
    return Event.viewed(customer, ItemId.of("i1"), Instant.now());
  }

  /** Writes down whose memory changed. */
  @Singleton
  static class Diary {

    private final List<CustomerId> changed = new ArrayList<>();

    void write(@Observes MemoryChanged change) {
      if (change.customer().equals(TROUBLE)) {
        throw new IllegalStateException("the diary is full");
      }
      changed.add(change.customer());
    }
  }
}
