package dev.ricordo.quarkus.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricordo.Observation;
import dev.ricordo.Ricordo;
import dev.ricordo.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Learns lines in one durable step, leaving out those that are wrong. Thread-safe; its calls block.
 */
record LineLearner(Ricordo ricordo, EventReader reader, RestLimits limits) implements LineWork {

  /** An event and where it stood. */
  private record Numbered(long line, Event event) {}

  /** Those of one durable step. */
  @Override
  public int atOnce() {
    return limits.maxBatch();
  }

  @Override
  public List<String> counted() {
    return List.of("learned", "withheld", "refused");
  }

  @Override
  public Outcome take(List<Lines.Line> lines) {
    SortedMap<Long, Problem> refused = new TreeMap<>();
    List<Numbered> events = new ArrayList<>();
    for (Lines.Line line : lines) {
      try {
        events.add(new Numbered(line.number(), reader.read(line.json(), line.number() - 1)));
      } catch (Refusal | IllegalArgumentException e) {
        refused.put(line.number(), Problem.of(e, limits.retryAfter()));
      }
    }
    List<Observation> outcomes = observe(events, refused);
    return outcome(events, outcomes, refused);
  }

  /** Learns all that can be; an event that cannot is moved to the refused ones. */
  private List<Observation> observe(List<Numbered> events, SortedMap<Long, Problem> refused) {
    while (!events.isEmpty()) {
      try {
        return ricordo.observeAll(events.stream().map(Numbered::event).toList());
      } catch (IllegalArgumentException e) {
        Problem problem = Problem.of(e, limits.retryAfter());
        Numbered wrong = events.remove(problem.index().orElse(0));
        refused.put(wrong.line(), problem.withoutIndex());
      }
    }
    return List.of();
  }

  private static Outcome outcome(
      List<Numbered> events, List<Observation> outcomes, SortedMap<Long, Problem> refused) {
    SortedMap<Long, ObjectNode> answers = new TreeMap<>();
    refused.forEach((line, problem) -> answers.put(line, Answers.refused(line, problem)));
    int learned = 0;
    for (int i = 0; i < outcomes.size(); i++) {
      long line = events.get(i).line();
      answers.put(line, Answers.numbered(line, Answers.of(outcomes.get(i))));
      learned += outcomes.get(i) instanceof Observation.Learned ? 1 : 0;
    }
    return new Outcome(
        List.copyOf(answers.values()), List.of(learned, outcomes.size() - learned, refused.size()));
  }
}
