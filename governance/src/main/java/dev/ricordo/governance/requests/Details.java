package dev.ricordo.governance.requests;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ricordo.Scope;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a request names the customer or is about what the customer did.
 *
 * @param customer the shop's id
 * @param scope which events an erasure is about; null for all
 * @param correction what a rectification changes; null for other rights
 * @param salt random, of the digests that the request's state has of what the customer did; empty
 *     in version 1
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Details(
    String customer, @Nullable Conditions scope, @Nullable Correction correction, String salt) {

  public Details {
    salt = salt == null ? "" : salt;
  }

  CustomerId customerId() {
    return CustomerId.of(customer);
  }

  Optional<Conditions> conditions() {
    return Optional.ofNullable(scope);
  }

  Optional<Correction> putRight() {
    return Optional.ofNullable(correction);
  }

  Optional<Scope> which() {
    return Optional.ofNullable(scope).map(Conditions::scope);
  }

  @Override
  public String toString() {
    return "Details[]";
  }

  /** A {@link Scope} in plain text. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Conditions(
      List<String> events,
      List<String> items,
      List<String> categories,
      List<String> brands,
      List<String> kinds,
      List<String> channels,
      List<String> campaigns,
      @Nullable Instant from,
      @Nullable Instant to) {

    public Conditions {
      events = events == null ? List.of() : List.copyOf(events);
      items = items == null ? List.of() : List.copyOf(items);
      categories = categories == null ? List.of() : List.copyOf(categories);
      brands = brands == null ? List.of() : List.copyOf(brands);
      kinds = kinds == null ? List.of() : List.copyOf(kinds);
      channels = channels == null ? List.of() : List.copyOf(channels);
      campaigns = campaigns == null ? List.of() : List.copyOf(campaigns);
    }

    static Conditions of(Scope scope) {
      return new Conditions(
          scope.events().stream().map(EventId::value).sorted().toList(),
          scope.items().stream().map(ItemId::value).sorted().toList(),
          scope.categories().stream().sorted().toList(),
          scope.brands().stream().sorted().toList(),
          scope.kinds().stream().map(EventKind::text).sorted().toList(),
          scope.channels().stream().sorted().toList(),
          scope.campaigns().stream().sorted().toList(),
          scope.from().orElse(null),
          scope.to().orElse(null));
    }

    Scope scope() {
      Scope.Builder scope = Scope.builder();
      events.forEach(event -> scope.event(EventId.of(event)));
      items.forEach(item -> scope.item(ItemId.of(item)));
      categories.forEach(scope::category);
      brands.forEach(scope::brand);
      kinds.forEach(kind -> scope.kind(EventKind.parse(kind)));
      channels.forEach(scope::channel);
      campaigns.forEach(scope::campaign);
      Optional.ofNullable(from).ifPresent(scope::from);
      Optional.ofNullable(to).ifPresent(scope::to);
      return scope.build();
    }
  }

  /**
   * An event as it should have been.
   *
   * @param event id of the wrong one
   * @param item the right item; null to leave it
   * @param kind the right kind; null to leave it
   * @param at the right time; null to leave it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Correction(
      String event, @Nullable String item, @Nullable String kind, @Nullable Instant at) {

    /**
     * @throws IllegalArgumentException if nothing is to be corrected
     */
    public Correction {
      if (item == null && kind == null && at == null) {
        throw new IllegalArgumentException("correction: must name an item, a kind or a time");
      }
    }

    Event corrected(Event wrong) {
      return new Event(
          wrong.id(),
          wrong.customer(),
          item == null ? wrong.item() : ItemId.of(item),
          kind == null ? wrong.kind() : EventKind.parse(kind),
          at == null ? wrong.at() : at,
          wrong.quantity(),
          wrong.price(),
          wrong.session(),
          wrong.dwell(),
          wrong.channel(),
          wrong.campaign());
    }
  }
}
