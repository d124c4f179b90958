package dev.ricordo.quarkus.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads events as a delivery writes them. Thread-safe.
 *
 * @param key gives ids to events that bring none; without it, such an event gets a fresh one
 * @param clock gives a time to events that bring none
 */
record EventReader(Optional<IdempotencyKey> key, Clock clock) {

  private static final long MAX_DWELL_SECONDS = Duration.ofDays(365).toSeconds();
  private static final double MILLIS = 1000;

  /**
   * @param index in the delivery, from 0
   * @throws Refusal if it is not what an event looks like
   * @throws IllegalArgumentException if a value breaks the rule of its field
   */
  Event read(JsonNode node, long index) {
    Members members = new Members(node);
    Event event =
        new Event(
            members.findText("id").map(EventId::of).orElseGet(() -> id(index)),
            CustomerId.of(members.text("customer")),
            ItemId.of(members.text("item")),
            EventKind.parse(members.findText("kind").orElse("")),
            members.findText("at").map(EventReader::time).orElseGet(clock::instant),
            members.findNumber("quantity").orElse(1),
            members.findNumber("price"),
            members.findText("session"),
            dwell(members),
            members.findText("channel"),
            members.findText("campaign"));
    members.requireNoOthers();
    return event;
  }

  /**
   * Reads an array of events.
   *
   * @param retryAfter see {@link Problem#of(Throwable, Duration)}
   * @throws Refusal naming the first event that is wrong by its index
   */
  List<Event> readAll(JsonNode array, Duration retryAfter) {
    List<Event> events = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      events.add(readAt(i, array.get(i), retryAfter));
    }
    return events;
  }

  private Event readAt(int index, JsonNode node, Duration retryAfter) {
    try {
      return read(node, index);
    } catch (Refusal | IllegalArgumentException e) {
      throw new Refusal(Problem.of(e, retryAfter).withIndex(index));
    }
  }

  private EventId id(long index) {
    return key.map(k -> k.event(index)).orElseGet(EventId::random);
  }

  private static Instant time(String text) {
    try {
      Instant at = Instant.parse(text);
      if (at.isBefore(Instant.EPOCH)) {
        throw new IllegalArgumentException("at: must not lie before 1970, is " + at);
      }
      return at;
    } catch (DateTimeParseException e) {
      throw new Refusal(
          Problem.of(
              Problem.Kind.MALFORMED,
              "at",
              "must be a time such as 2026-01-31T12:00:00Z, is \"" + text + "\""));
    }
  }

  private static Optional<Duration> dwell(Members members) {
    return members.findNumber("dwell").stream().mapToObj(EventReader::seconds).findFirst();
  }

  private static Duration seconds(double seconds) {
    if (!(Math.abs(seconds) <= MAX_DWELL_SECONDS)) {
      throw new IllegalArgumentException(
          "dwell: must be at most " + MAX_DWELL_SECONDS + " seconds, is " + seconds);
    }
    return Duration.ofMillis(Math.round(seconds * MILLIS));
  }
}
