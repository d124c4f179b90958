package dev.ricordo.governance.requests;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is told who was given a customer's data, as plain text: what is to be done, by the
 * request's random id, and until when. Which customer it is, the text does not say, nor which
 * events, channels and campaigns, whose names may name a person: the shop tells them apart from it.
 */
final class Notice {

  private Notice() {}

  static String of(Filed filed, String recipient) {
    Request request = filed.request();
    List<String> lines = new ArrayList<>();
    lines.add("To: " + recipient);
    lines.add("Reference: " + filed.id());
    lines.add("Asked for on: " + day(request.deadline().received()));
    lines.add("To be done by: " + day(request.deadline().due()));
    lines.add("");
    lines.add("We gave you data of a person who has asked us for " + asked(request) + ".");
    lines.add("We have done so. " + todo(request));
    lines.addAll(which(filed));
    lines.add("Do the same with copies and backups, and tell those whom you gave the data to.");
    lines.add("Which person it is, we tell you apart from this text, under the reference.");
    lines.add("Answer with the reference when it is done, or why it cannot be.");
    return String.join("\n", lines) + "\n";
  }

  private static LocalDate day(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private static String asked(Request request) {
    return switch (request.right()) {
      case ERASURE -> request.some() ? "the erasure of some data" : "erasure";
      case RECTIFICATION -> "rectification";
      case RESTRICTION -> "restriction";
      case OBJECTION -> "no advertising";
      case WITHDRAWAL -> "the end of a consent";
      case ACCESS -> "access";
      case PORTABILITY -> "a copy of the data";
    };
  }

  private static String todo(Request request) {
    return switch (request.right()) {
      case ERASURE ->
          request.some()
              ? "Erase what you have from us of the following:"
              : "Erase all that you have from us of this person.";
      case RECTIFICATION -> "Put right what you have from us of the following:";
      case RESTRICTION -> "Keep what you have from us of this person, and use it for nothing.";
      case OBJECTION -> "Use what you have from us of this person for no advertising.";
      case WITHDRAWAL ->
          "Use what you have from us of this person no longer to "
              + String.join(", ", request.purposes().stream().map(Request::name).toList())
              + ".";
      case ACCESS, PORTABILITY -> "There is nothing for you to do.";
    };
  }

  /** Events by their ids, and by what they are about. Gone if the customer was erased since. */
  private static List<String> which(Filed filed) {
    return filed.details().stream()
        .flatMap(
            details ->
                Stream.concat(
                    details.putRight().stream().flatMap(Notice::right),
                    details.conditions().stream().flatMap(Notice::conditions)))
        .map(line -> "  " + line)
        .toList();
  }

  private static Stream<String> right(Details.Correction correction) {
    return Stream.of(
            apart("event", List.of(correction.event())),
            line("right item", given(correction.item())),
            line("right kind", given(correction.kind())),
            line("right time", given(correction.at())))
        .flatMap(lines -> lines);
  }

  private static Stream<String> conditions(Details.Conditions which) {
    return Stream.of(
            apart("events", which.events()),
            line("items", which.items()),
            line("categories", which.categories()),
            line("brands", which.brands()),
            line("kinds", which.kinds()),
            apart("channels", which.channels()),
            apart("campaigns", which.campaigns()),
            line("from", given(which.from())),
            line("to", given(which.to())))
        .flatMap(lines -> lines);
  }

  private static List<String> given(@Nullable Object value) {
    return value == null ? List.of() : List.of(value.toString());
  }

  private static Stream<String> apart(String name, List<String> values) {
    return values.isEmpty() ? Stream.of() : line(name, List.of(values.size() + ", told apart"));
  }

  private static Stream<String> line(String name, List<String> values) {
    return values.isEmpty() ? Stream.of() : Stream.of(name + ": " + String.join(", ", values));
  }
}
