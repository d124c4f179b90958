package dev.ricordo.governance.cli;

import dev.ricordo.Scope;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of a customer's events; without any of these options all of them. */
final class ScopeOptions {

  @Option(names = "--item", paramLabel = "ID", description = "Only events with this item.")
  private List<ItemId> items = new ArrayList<>();

  @Option(
      names = "--category",
      paramLabel = "NAME",
      description = "Only events with items of this category of the base's catalogue.")
  private List<String> categories = new ArrayList<>();

  @Option(
      names = "--brand",
      paramLabel = "NAME",
      description = "Only events with items of this brand of the base's catalogue.")
  private List<String> brands = new ArrayList<>();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Only events of this kind: view, cart, favourite, purchase, cancel, unknown.")
  private List<EventKind> kinds = new ArrayList<>();

  @Option(names = "--channel", paramLabel = "NAME", description = "Only events of this channel.")
  private List<String> channels = new ArrayList<>();

  @Option(names = "--campaign", paramLabel = "NAME", description = "Only events of this campaign.")
  private List<String> campaigns = new ArrayList<>();

  @Option(names = "--event", paramLabel = "ID", description = "Only the event of this id.")
  private List<EventId> events = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only events of this time or later, ISO 8601: 2026-03-01T00:00:00Z.")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = {
        "Only events before this time.",
        "Each option but --from and --to may be given several times: any of the values will do."
            + " Of different options all must hold."
      })
  private @Nullable Instant to;

  /**
   * What was asked for; empty if everything was.
   *
   * @throws IllegalArgumentException naming the option whose value is wrong
   */
  Optional<Scope> find() {
    if (isEmpty()) {
      return Optional.empty();
    }
    requireTexts("--category", categories);
    requireTexts("--brand", brands);
    requireTexts("--channel", channels);
    requireTexts("--campaign", campaigns);
    if (from != null && to != null && !to.isAfter(from)) {
      throw new IllegalArgumentException("--to: must be after --from " + from + ", is " + to);
    }
    return Optional.of(scope());
  }

  private Scope scope() {
    Scope.Builder scope = Scope.builder();
    items.forEach(scope::item);
    categories.forEach(scope::category);
    brands.forEach(scope::brand);
    kinds.forEach(scope::kind);
    channels.forEach(scope::channel);
    campaigns.forEach(scope::campaign);
    events.forEach(scope::event);
    Optional.ofNullable(from).ifPresent(scope::from);
    Optional.ofNullable(to).ifPresent(scope::to);
    return scope.build();
  }

  /** Whether a base's catalogue has to say which items are meant. */
  boolean needCatalogue() {
    return !categories.isEmpty() || !brands.isEmpty();
  }

  private boolean isEmpty() {
    return items.isEmpty()
        && categories.isEmpty()
        && brands.isEmpty()
        && kinds.isEmpty()
        && channels.isEmpty()
        && campaigns.isEmpty()
        && events.isEmpty()
        && from == null
        && to == null;
  }

  private static void requireTexts(String option, List<String> values) {
    if (values.contains("")) {
      throw new IllegalArgumentException(option + ": is empty");
    }
  }
}
