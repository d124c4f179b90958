package dev.ricordo.shop.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventKind;
import dev.ricordo.shop.catalogue.Assortment;
import dev.ricordo.shop.catalogue.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationTest {

  private final Assortment shop = Assortment.of(Assortment.SEED);
  private final List<Event> events = new Simulation(shop, Simulation.TEST_SEED).run(1_000);

  @Test
  void sameSeed_tellsTheSameStory() {
    assertThat(new Simulation(shop, Simulation.TEST_SEED).run(1_000)).isEqualTo(events);
  }

  @Test
  void trainingAndTest_shareNeitherShoppersNorSteps() {
    List<Event> training = new Simulation(shop, Simulation.TRAINING_SEED).run(1_000);
    assertThat(Collections.disjoint(customers(training), customers(events))).isTrue();
    assertThat(Collections.disjoint(sessions(training), sessions(events))).isTrue();
  }

  private static Set<CustomerId> customers(List<Event> events) {
    return events.stream().map(Event::customer).collect(Collectors.toSet());
  }

  private static Set<String> sessions(List<Event> events) {
    Map<String, List<Event>> bySession =
        events.stream().collect(Collectors.groupingBy(e -> e.session().orElse("")));
    return bySession.values().stream()
        .filter(session -> session.size() > 8)
        .map(
            session -> session.stream().map(e -> e.item().value()).collect(Collectors.joining(",")))
        .collect(Collectors.toSet());
  }

  @Test
  void shoppers_lookMoreThanTheyBuy() {
    assertThat(count(EventKind.VIEW)).isGreaterThan(10 * count(EventKind.CART));
    assertThat(count(EventKind.CART)).isGreaterThan(count(EventKind.PURCHASE));
    assertThat(count(EventKind.PURCHASE)).isPositive();
  }

  private long count(EventKind kind) {
    return events.stream().filter(e -> e.kind() == kind).count();
  }

  @Test
  void aVisit_mostlyStaysWithOneThing() {
    long same = 0;
    long steps = 0;
    for (List<Event> visit :
        events.stream().collect(Collectors.groupingBy(e -> e.session().orElse(""))).values()) {
      for (int i = 1; i < visit.size(); i++) {
        steps++;
        same += category(visit.get(i)) == category(visit.get(i - 1)) ? 1 : 0;
      }
    }
    assertThat((double) same / steps).isBetween(0.7, 0.95);
  }

  private Category category(Event event) {
    return Objects.requireNonNull(shop.find(event.item()).orElse(null)).category();
  }

  @Test
  void log_isOrderedByTimeAndWrittenTheSameTwice(@TempDir Path folder) throws IOException {
    assertThat(events).isSortedAccordingTo(java.util.Comparator.comparing(Event::at));
    SimulateShoppers.write(folder.resolve("one"), 50, 5);
    SimulateShoppers.write(folder.resolve("two"), 50, 5);
    for (String file : List.of("items.csv", "events.csv")) {
      assertThat(folder.resolve("one").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("two").resolve(file));
    }
    assertThat(Files.readAllLines(folder.resolve("one/events.csv")).get(0))
        .isEqualTo("at,customer,item,kind,quantity,price,session");
    assertThat(Files.readAllLines(folder.resolve("one/items.csv"))).hasSize(1009);
  }

  @Test
  void noVisits_areRefusedByName() {
    assertThatThrownBy(() -> new Simulation(shop, 1).run(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("visits: must be at least 1, is 0");
  }
}
