package dev.ricordo;

import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of a customer's events to forget: those that every given condition holds for. A condition
 * names one value or several, any of which will do; an empty one holds for every event. Immutable.
 *
 * @param categories of the items, as the catalogue has them now; of several, one is enough
 * @param brands of the items, as the catalogue has them now
 * @param from by the events' own time, inclusive
 * @param to by the events' own time, exclusive
 */
public record Scope(
    Set<EventId> events,
    Set<ItemId> items,
    Set<String> categories,
    Set<String> brands,
    Set<EventKind> kinds,
    Set<String> channels,
    Set<String> campaigns,
    Optional<Instant> from,
    Optional<Instant> to) {

  /**
   * @throws IllegalArgumentException if no condition is given, or {@code to} is not after {@code
   *     from}
   */
  public Scope {
    events = Set.copyOf(events);
    items = Set.copyOf(items);
    categories = Set.copyOf(categories);
    brands = Set.copyOf(brands);
    kinds = Set.copyOf(kinds);
    channels = Set.copyOf(channels);
    campaigns = Set.copyOf(campaigns);
    boolean names =
        !(events.isEmpty()
            && items.isEmpty()
            && categories.isEmpty()
            && brands.isEmpty()
            && kinds.isEmpty()
            && channels.isEmpty()
            && campaigns.isEmpty());
    if (!names && from.isEmpty() && to.isEmpty()) {
      throw new IllegalArgumentException(
          "scope: must have a condition; to forget everything, forget the customer");
    }
    if (from.isPresent() && to.isPresent() && !to.get().isAfter(from.get())) {
      throw new IllegalArgumentException(
          "to: must be after from, which is " + from.get() + ", is " + to.get());
    }
  }

  /** Collects conditions. */
  public static Builder builder() {
    return new Builder();
  }

  /** Whether the event is to be forgotten. */
  public boolean covers(Event event, Catalogue catalogue) {
    return holds(events, event.id())
        && holds(items, event.item())
        && holds(kinds, event.kind())
        && holds(channels, event.channel().orElse(null))
        && holds(campaigns, event.campaign().orElse(null))
        && from.map(start -> !event.at().isBefore(start)).orElse(true)
        && to.map(end -> event.at().isBefore(end)).orElse(true)
        && holdsOfItem(event, catalogue);
  }

  private boolean holdsOfItem(Event event, Catalogue catalogue) {
    if (categories.isEmpty() && brands.isEmpty()) {
      return true;
    }
    Optional<Item> item = catalogue.find(event.item());
    return holdsOfCategory(item.map(Item::category).orElse(""))
        && holds(brands, item.map(Item::brand).orElse(null));
  }

  /** One of several that an item is of is enough. */
  private boolean holdsOfCategory(String category) {
    return categories.isEmpty()
        || Arrays.stream(category.split("\\|")).anyMatch(categories::contains);
  }

  private static <T> boolean holds(Set<T> values, @Nullable T value) {
    return values.isEmpty() || (value != null && values.contains(value));
  }

  /** Collects conditions. Not thread-safe. */
  public static final class Builder {

    private final Set<EventId> events = new HashSet<>();
    private final Set<ItemId> items = new HashSet<>();
    private final Set<String> categories = new HashSet<>();
    private final Set<String> brands = new HashSet<>();
    private final Set<EventKind> kinds = new HashSet<>();
    private final Set<String> channels = new HashSet<>();
    private final Set<String> campaigns = new HashSet<>();
    private @Nullable Instant from;
    private @Nullable Instant to;

    private Builder() {}

    public Builder event(EventId event) {
      events.add(event);
      return this;
    }

    public Builder item(ItemId item) {
      items.add(item);
      return this;
    }

    public Builder category(String category) {
      categories.add(category);
      return this;
    }

    public Builder brand(String brand) {
      brands.add(brand);
      return this;
    }

    public Builder kind(EventKind kind) {
      kinds.add(kind);
      return this;
    }

    public Builder channel(String channel) {
      channels.add(channel);
      return this;
    }

    public Builder campaign(String campaign) {
      campaigns.add(campaign);
      return this;
    }

    /** Only events of this time or later. */
    public Builder from(Instant start) {
      from = start;
      return this;
    }

    /** Only events before this time. */
    public Builder to(Instant end) {
      to = end;
      return this;
    }

    /**
     * @throws IllegalArgumentException if no condition was given, or {@code to} is not after {@code
     *     from}
     */
    public Scope build() {
      return new Scope(
          events,
          items,
          categories,
          brands,
          kinds,
          channels,
          campaigns,
          Optional.ofNullable(from),
          Optional.ofNullable(to));
    }
  }
}
