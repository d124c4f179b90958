package dev.ricordo.quarkus.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricordo.Because;
import dev.ricordo.Observation;
import dev.ricordo.Ranking;
import java.util.List;
import java.util.Locale;

/** How answers are written: as the SDK has them, without the customer. Thread-safe. */
final class Answers {

  private Answers() {}

  static ObjectNode of(Observation outcome) {
    ObjectNode json = object();
    if (outcome instanceof Observation.Learned learned) {
      return json.put("outcome", "learned")
          .put("position", learned.position())
          .put("surprise", learned.surprise());
    }
    Observation.Withheld withheld = (Observation.Withheld) outcome;
    return json.put("outcome", withheld.reason().name().toLowerCase(Locale.ROOT));
  }

  static ObjectNode of(List<Observation> outcomes) {
    ObjectNode json = object();
    ArrayNode list = json.putArray("outcomes");
    outcomes.forEach(outcome -> list.add(of(outcome)));
    return json;
  }

  /** What is said of one line of a stream. */
  static ObjectNode numbered(long line, ObjectNode answer) {
    return object().put("line", line).setAll(answer);
  }

  /** A line that nothing was done for. */
  static ObjectNode refused(long line, Problem problem) {
    return numbered(line, object().put("outcome", "refused").set("problem", problem.toJson()));
  }

  static ObjectNode of(Ranking ranking) {
    ObjectNode json =
        object()
            .put("slot", ranking.slot().name())
            .put("position", ranking.position())
            .put("at", ranking.at().toString());
    ArrayNode items = json.putArray("items");
    for (Ranking.Answer answer : ranking.answers()) {
      items
          .addObject()
          .put("item", answer.item().value())
          .put("rank", answer.rank())
          .put("score", answer.score())
          .set("levels", of(answer.levels()));
    }
    return json;
  }

  static ObjectNode of(Because because) {
    ObjectNode json =
        object()
            .put("item", because.item().value())
            .put("rank", because.rank())
            .put("score", because.score());
    json.set("levels", of(because.levels()));
    ArrayNode memory = json.putArray("memory");
    because.memory().forEach(level -> memory.add(of(level)));
    ArrayNode causes = json.putArray("causes");
    because.causes().forEach(cause -> causes.add(of(cause)));
    json.putObject("cost")
        .put("replays", because.cost().replays())
        .put("steps", because.cost().steps())
        .put("milliseconds", because.cost().elapsed().toMillis());
    return json;
  }

  private static ObjectNode of(Because.Cause cause) {
    ObjectNode json =
        object()
            .put("position", cause.position())
            .put("item", cause.event().item().value())
            .put("kind", cause.event().kind().text())
            .put("at", cause.event().at().toString())
            .put("scoreWithout", cause.scoreWithout())
            .put("rankWithout", cause.rankWithout())
            .put("effectTotal", cause.effectTotal());
    json.set("effect", of(cause.effect()));
    return json;
  }

  private static ObjectNode of(Because.OwnLevel own) {
    ObjectNode json =
        object()
            .put("level", own.level())
            .put("scoreWithout", own.scoreWithout())
            .put("rankWithout", own.rankWithout())
            .put("effectTotal", own.effectTotal());
    json.set("effect", of(own.effect()));
    return json;
  }

  private static ObjectNode of(Ranking.Contributions levels) {
    return object()
        .put("own", levels.own())
        .put("collective", levels.collective())
        .put("repeats", levels.repeats());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
