package dev.ricordo.event;

import java.time.Duration;
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
 * @param dwell how long the customer stayed with the item, not negative, if known
 * @param channel where it happened ({@code web}, {@code app}, {@code store}), if known
 * @param campaign what brought the customer there, if known
 */
public record Event(
    EventId id,
    CustomerId customer,
    ItemId item,
    EventKind kind,
    Instant at,
    double quantity,
    OptionalDouble price,
    Optional<String> session,
    Optional<Duration> dwell,
    Optional<String> channel,
    Optional<String> campaign) {

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
    if (dwell.isPresent() && dwell.get().isNegative()) {
      throw new IllegalArgumentException("dwell: must not be negative, is " + dwell.get());
    }
    channel.ifPresent(c -> Identifiers.require("channel", c, false));
    campaign.ifPresent(c -> Identifiers.require("campaign", c, false));
  }

  /** An event without dwell, channel and campaign. */
  public Event(
      EventId id,
      CustomerId customer,
      ItemId item,
      EventKind kind,
      Instant at,
      double quantity,
      OptionalDouble price,
      Optional<String> session) {
    this(
        id,
        customer,
        item,
        kind,
        at,
        quantity,
        price,
        session,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
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
    return new Event(
        newId, customer, item, kind, at, quantity, price, session, dwell, channel, campaign);
  }

  /** The same event of another customer. */
  public Event withCustomer(CustomerId newCustomer) {
    return new Event(
        id, newCustomer, item, kind, at, quantity, price, session, dwell, channel, campaign);
  }

  public Event withQuantity(double newQuantity) {
    return new Event(
        id, customer, item, kind, at, newQuantity, price, session, dwell, channel, campaign);
  }

  public Event withPrice(double newPrice) {
    OptionalDouble known = OptionalDouble.of(newPrice);
    return new Event(
        id, customer, item, kind, at, quantity, known, session, dwell, channel, campaign);
  }

  public Event withSession(String newSession) {
    Optional<String> known = Optional.of(newSession);
    return new Event(
        id, customer, item, kind, at, quantity, price, known, dwell, channel, campaign);
  }

  public Event withDwell(Duration newDwell) {
    Optional<Duration> known = Optional.of(newDwell);
    return new Event(
        id, customer, item, kind, at, quantity, price, session, known, channel, campaign);
  }

  public Event withChannel(String newChannel) {
    Optional<String> known = Optional.of(newChannel);
    return new Event(
        id, customer, item, kind, at, quantity, price, session, dwell, known, campaign);
  }

  public Event withCampaign(String newCampaign) {
    Optional<String> known = Optional.of(newCampaign);
    return new Event(id, customer, item, kind, at, quantity, price, session, dwell, channel, known);
  }
}
