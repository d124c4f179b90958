package dev.ricordo.event;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A customer did something with an item at a time.
 *
 * <p>Immutable and thread-safe. The time is a feature of the event; its place in the customer's
 * journal, given when it is accepted, is the order that counts.
 *
 * @param id names the event: the same id counts once
 * @param kind what was done
 * @param at when, by the clock of whoever reported it
 * @param quantity pieces, positive and finite
 * @param price of one piece in the shop's currency, not negative, or empty if not known
 * @param session the visit or invoice it belongs to, if known
 */
public record Event(
    EventId id,
    CustomerId customer,
    ItemId item,
    EventKind kind,
    Instant at,
    double quantity,
    OptionalDouble price,
    Optional<String> session) {

  /**
   * @throws IllegalArgumentException naming the field and the value that breaks its rule
   */
  public Event {
    if (!(quantity > 0 && quantity < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("quantity: must be positive and finite, is " + quantity);
    }
    if (price.isPresent()
        && !(price.getAsDouble() >= 0 && price.getAsDouble() < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "price: must be finite and not negative, is " + price.getAsDouble());
    }
    session.ifPresent(s -> Identifiers.require("session", s, false));
  }

  /** One piece of an item, without price and session, under a fresh id. */
  public static Event of(EventKind kind, CustomerId customer, ItemId item, Instant at) {
    return new Event(
        EventId.random(), customer, item, kind, at, 1, OptionalDouble.empty(), Optional.empty());
  }

  public static Event viewed(CustomerId customer, ItemId item, Instant at) {
    return of(EventKind.VIEW, customer, item, at);
  }

  public static Event carted(CustomerId customer, ItemId item, Instant at) {
    return of(EventKind.CART, customer, item, at);
  }

  public static Event favoured(CustomerId customer, ItemId item, Instant at) {
    return of(EventKind.FAVOURITE, customer, item, at);
  }

  public static Event purchased(CustomerId customer, ItemId item, Instant at) {
    return of(EventKind.PURCHASE, customer, item, at);
  }

  public static Event cancelled(CustomerId customer, ItemId item, Instant at) {
    return of(EventKind.CANCEL, customer, item, at);
  }

  public Event withId(EventId newId) {
    return new Event(newId, customer, item, kind, at, quantity, price, session);
  }

  public Event withQuantity(double newQuantity) {
    return new Event(id, customer, item, kind, at, newQuantity, price, session);
  }

  public Event withPrice(double newPrice) {
    return new Event(id, customer, item, kind, at, quantity, OptionalDouble.of(newPrice), session);
  }

  public Event withSession(String newSession) {
    return new Event(id, customer, item, kind, at, quantity, price, Optional.of(newSession));
  }
}
