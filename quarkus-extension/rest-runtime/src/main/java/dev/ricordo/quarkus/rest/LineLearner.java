package dev.ricordo.quarkus.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricordo.Observation;
import dev.ricordo.OutageException;
import dev.ricordo.OutcomeUnknownException;
import dev.ricordo.Ricordo;
import dev.ricordo.RicordoException;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Learns lines in one durable step, leaving out those that are wrong. Thread-safe; its calls block.
 */
/*
 * A customer whose key is lost fails the step of all who stand in it, and whoever sends them again
 * would never get past that line. So a step that fails for another reason than that the store is
 * away is halved, until what is left is learned, or is the one line. The stream ends where this
 * happens to one customer after the other.
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
    List<Lines.Line> step = lines;
    while (true) {
      try {
        return learn(step);
      } catch (OutageException | OutcomeUnknownException e) {
        throw e;
      } catch (RicordoException e) {
        if (step.size() == 1) {
          return alone(step.get(0), e);
        }
        step = step.subList(0, step.size() / 2);
      }
    }
  }

  private Outcome alone(Lines.Line line, RicordoException failure) {
    Problem problem = Problem.of(failure, limits.retryAfter());
    CustomerId customer = event(line).customer();
    return new Outcome(
        List.of(Answers.refused(line.number(), problem)), List.of(0, 0, 1), Optional.of(customer));
  }

  private Event event(Lines.Line line) {
    return reader.read(line.json(), line.number() - 1);
  }

  private Outcome learn(List<Lines.Line> lines) {
    SortedMap<Long, Problem> refused = new TreeMap<>();
    List<Numbered> events = new ArrayList<>();
    for (Lines.Line line : lines) {
      try {
        events.add(new Numbered(line.number(), event(line)));
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
        List.copyOf(answers.values()),
        List.of(learned, outcomes.size() - learned, refused.size()),
        Optional.empty());
  }
}
