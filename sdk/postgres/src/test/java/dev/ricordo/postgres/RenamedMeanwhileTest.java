package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.OutcomeUnknownException;
import dev.ricordo.RicordoException;
import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.panel.Panel;
import dev.ricordo.panel.PanelRules;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.KeyVault;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Another process erases some events of customers, who get other ids and keys by it, while this one
 * reads.
 */
final class RenamedMeanwhileTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final List<CustomerId> EVERYONE =
      List.of(ANNA, CustomerId.of("bert"), CustomerId.of("carl"), CustomerId.of("dora"));

  private final String tenant = TestDatabase.freshTenant();
  private final AtomicReference<Runnable> beforeAKeyIsRead =
      new AtomicReference<>(RenamedMeanwhileTest::nothing);
  private final AtomicReference<Runnable> beforeEventsAreRead =
      new AtomicReference<>(RenamedMeanwhileTest::nothing);
  private final PostgresStore store = PostgresStore.open(database(), vault(), tenant);
  private final PostgresStore rival =
      PostgresStore.open(TestDatabase.pool(), TestDatabase.vault(), tenant);
  private final Journal journal = store.journal();

  private static void nothing() {}

  @BeforeEach
  void fill() {
    EVERYONE.forEach(one -> journal.append(List.of(event(one, "first"), event(one, "second"))));
  }

  @AfterEach
  void close() {
    store.close();
    rival.close();
  }

  private static Event event(CustomerId customer, String id) {
    return Event.viewed(customer, ItemId.of("lamp"), NOON).withId(id(customer, id));
  }

  private static EventId id(CustomerId customer, String id) {
    return EventId.of(customer.value() + " " + id);
  }

  private KeyVault vault() {
    return new ForwardingVault(TestDatabase.vault()) {
      @Override
      public Found find(String tenant, UUID subject) {
        beforeAKeyIsRead.getAndSet(RenamedMeanwhileTest::nothing).run();
        return super.find(tenant, subject);
      }
    };
  }

  private DataSource database() {
    return proxy(
        DataSource.class,
        TestDatabase.pool(),
        arguments -> {},
        result ->
            result instanceof Connection connection
                ? proxy(Connection.class, connection, this::reads, r -> r)
                : result);
  }

  private void reads(@Nullable Object[] arguments) {
    if (arguments.length > 0 && String.valueOf(arguments[0]).contains("from ricordo.event ")) {
      beforeEventsAreRead.getAndSet(RenamedMeanwhileTest::nothing).run();
    }
  }

  private interface After {
    @Nullable Object apply(@Nullable Object result);
  }

  private static <T> T proxy(
      Class<T> type, T target, Consumer<@Nullable Object[]> before, After after) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              before.accept(arguments == null ? new Object[0] : arguments);
              try {
                return after.apply(method.invoke(target, arguments));
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            }));
  }

  private static void rename(PostgresStore store, CustomerId customer) {
    assertThat(store.journal().erase(customer, Set.of(id(customer, "first")), NOON)).isEqualTo(1);
  }

  /** Renames everybody else as soon as the first one is listed. */
  private void renameTheOthers(List<CustomerId> listed) {
    if (listed.size() == 1) {
      EVERYONE.stream().filter(one -> !listed.contains(one)).forEach(one -> rename(rival, one));
    }
  }

  @Test
  void customers_areAllListed() {
    List<CustomerId> listed = new ArrayList<>();
    journal.forEachCustomer(
        customer -> {
          listed.add(customer);
          renameTheOthers(listed);
        });
    assertThat(listed).containsExactlyInAnyOrderElementsOf(EVERYONE);
  }

  @Test
  void whatEverybodySaid_isTold() {
    EVERYONE.forEach(one -> journal.stand(one, said -> said.withRestricted(true), NOON));
    List<CustomerId> listed = new ArrayList<>();
    journal.forEachStanding(
        (customer, said) -> {
          assertThat(said.restricted()).isTrue();
          listed.add(customer);
          renameTheOthers(listed);
        });
    assertThat(listed).containsExactlyInAnyOrderElementsOf(EVERYONE);
  }

  @Test
  void membersOfAPanel_areAllListed() {
    Panel panel = journal.panels().enrol(new PanelRules(false, 10), NOON);
    List<CustomerId> listed = new ArrayList<>();
    journal
        .panels()
        .forEachMember(
            panel.id(),
            member -> {
              listed.add(member);
              renameTheOthers(listed);
            });
    assertThat(listed).containsExactlyInAnyOrderElementsOf(EVERYONE);
  }

  @Test
  void whatOneSaid_isTold() {
    journal.stand(ANNA, said -> said.withRestricted(true), NOON);
    beforeAKeyIsRead.set(() -> rename(rival, ANNA));

    assertThat(journal.standing(ANNA)).isEqualTo(Standing.UNSAID.withRestricted(true));
  }

  @Test
  void whoIsOne_isTold() {
    journal.merge(EVERYONE.get(1), ANNA, NOON);
    beforeAKeyIsRead.set(() -> rename(rival, EVERYONE.get(1)));
    assertThat(journal.oneWith(ANNA)).containsExactlyInAnyOrder(ANNA, EVERYONE.get(1));

    Map<CustomerId, CustomerId> merged = new HashMap<>();
    beforeAKeyIsRead.set(() -> assertThat(erase(rival, ANNA, "second")).isEqualTo(1));
    journal.forEachMerged(merged::put);
    assertThat(merged).isEqualTo(Map.of(EVERYONE.get(1), ANNA));
  }

  private static long erase(PostgresStore store, CustomerId customer, String event) {
    return store.journal().erase(customer, Set.of(id(customer, event)), NOON);
  }

  @Test
  void journalWhoseKeyIsDestroyedBeforeItIsOpened_isReadAgain() {
    beforeAKeyIsRead.set(() -> rename(rival, ANNA));
    assertThat(journal.read(ANNA, 1))
        .extracting(JournalEntry::event)
        .containsExactly(event(ANNA, "second"));
  }

  @Test
  void journalRenamedBeforeItsEventsAreRead_isReadAgain_thoughTheKeyIsStillThere() {
    KeyVault slow =
        new ForwardingVault(TestDatabase.vault()) {
          @Override
          public void destroy(String tenant, Collection<UUID> subjects, Instant at) {
            throw new RicordoException("vault: not yet");
          }
        };
    try (PostgresStore third = PostgresStore.open(TestDatabase.pool(), slow, tenant)) {
      beforeEventsAreRead.set(
          () ->
              assertThatThrownBy(() -> rename(third, ANNA))
                  .isInstanceOf(OutcomeUnknownException.class));
      assertThat(journal.read(ANNA, 1))
          .extracting(JournalEntry::event)
          .containsExactly(event(ANNA, "second"));
    }
  }

  @Test
  void whoIsErasedMeanwhile_isNobody() {
    beforeAKeyIsRead.set(() -> rival.journal().erase(ANNA, NOON));
    assertThat(journal.read(ANNA, 1)).isEmpty();
    List<CustomerId> listed = new ArrayList<>();
    journal.forEachCustomer(
        customer -> {
          if (listed.isEmpty()) {
            EVERYONE.stream()
                .filter(one -> !one.equals(customer))
                .forEach(one -> rival.journal().erase(one, NOON));
          }
          listed.add(customer);
        });
    assertThat(listed).hasSize(1);
  }
}
