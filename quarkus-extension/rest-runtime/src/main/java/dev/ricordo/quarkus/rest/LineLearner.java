package dev.ricordo.quarkus.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricordo.Observation;
import dev.ricordo.Ricordo;
import dev.ricordo.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Learns lines in one durable step, leaving out those that are wrong. Thread-safe; its calls block.
 */
record LineLearner(Ricordo ricordo, EventReader reader, Duration retryAfter) {

  /**
   * What became of lines.
   *
   * @param answers one per line, in order
   */
  record Outcome(List<ObjectNode> answers, int learned, int withheld, int refused) {}

  /** An event and where it stood. */
  private record Numbered(long line, Event event) {}

  /**
   * @throws dev.ricordo.RicordoException if the journal cannot be reached: then none was learned
   */
  Outcome learn(List<Lines.Line> lines) {
    SortedMap<Long, Problem> refused = new TreeMap<>();
    List<Numbered> events = new ArrayList<>();
    for (Lines.Line line : lines) {
      try {
        events.add(new Numbered(line.number(), read(line)));
      } catch (Refusal | IllegalArgumentException e) {
        refused.put(line.number(), Problem.of(e, retryAfter));
      }
    }
    List<Observation> outcomes = observe(events, refused);
    return outcome(events, outcomes, refused);
  }

  private Event read(Lines.Line line) {
    if (line.tooLong()) {
      throw new Refusal(
          Problem.of(
              Problem.Kind.TOO_LARGE, "line: must have at most " + Lines.MAX_LENGTH + " bytes"));
    }
    return reader.read(JsonText.read(line.text().getBytes()), line.number() - 1);
  }

  /** Learns all that can be; an event that cannot is moved to the refused ones. */
  private List<Observation> observe(List<Numbered> events, SortedMap<Long, Problem> refused) {
    while (!events.isEmpty()) {
      try {
        return ricordo.observeAll(events.stream().map(Numbered::event).toList());
      } catch (IllegalArgumentException e) {
        Problem problem = Problem.of(e, retryAfter);
        Numbered wrong = events.remove(problem.index().orElse(0));
        refused.put(wrong.line(), problem.withoutIndex());
      }
    }
    return List.of();
  }

  private static Outcome outcome(
      List<Numbered> events, List<Observation> outcomes, SortedMap<Long, Problem> refused) {
    SortedMap<Long, ObjectNode> answers = new TreeMap<>();
    refused.forEach((line, problem) -> answers.put(line, refusal(line, problem)));
    int learned = 0;
    for (int i = 0; i < outcomes.size(); i++) {
      long line = events.get(i).line();
      answers.put(line, numbered(line).setAll(Answers.of(outcomes.get(i))));
      learned += outcomes.get(i) instanceof Observation.Learned ? 1 : 0;
    }
    return new Outcome(
        List.copyOf(answers.values()), learned, outcomes.size() - learned, refused.size());
  }

  private static ObjectNode refusal(long line, Problem problem) {
    return numbered(line).put("outcome", "refused").set("problem", problem.toJson());
  }

  private static ObjectNode numbered(long line) {
    return JsonNodeFactory.instance.objectNode().put("line", line);
  }
}
