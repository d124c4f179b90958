package dev.ricordo.quarkus.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricordo.Ranking;
import dev.ricordo.Ricordo;
import dev.ricordo.RicordoException;
import dev.ricordo.event.CustomerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers questions, one a line, for many customers in one request, leaving out those that are
 * wrong and those whose memory cannot be read. Thread-safe; its calls block.
 */
/*
 * A stream has one step under way at a time, hence one worker: a campaign leaves the others to those
 * who wait for a page. A step is small, for it has to be done within the time of a request, with
 * every customer's memory read from the journal if need be. A journal that cannot be read is waited
 * for, so a step ends with the first question that it fails: those who are hot are answered still.
 */
record LineRanker(Ricordo ricordo, RestLimits limits) implements LineWork {

  private static final int AT_ONCE = 100;

  @Override
  public int atOnce() {
    return Math.min(AT_ONCE, limits.maxBatch());
  }

  @Override
  public List<String> counted() {
    return List.of("answered", "refused");
  }

  @Override
  public Outcome take(List<Lines.Line> lines) {
    List<ObjectNode> answers = new ArrayList<>();
    int refused = 0;
    Optional<CustomerId> unread = Optional.empty();
    for (Lines.Line line : lines) {
      Optional<Question> question = Optional.empty();
      try {
        question = Optional.of(Question.read(line.json(), false, limits));
        Ranking ranking = question.get().ask(ricordo);
        answers.add(Answers.numbered(line.number(), Answers.of(ranking)));
      } catch (Refusal | IllegalArgumentException | RicordoException e) {
        refused++;
        answers.add(Answers.refused(line.number(), Problem.of(e, limits.retryAfter())));
        if (e instanceof RicordoException) {
          unread = question.map(Question::customer);
          break;
        }
      }
    }
    return new Outcome(answers, List.of(answers.size() - refused, refused), unread);
  }
}
