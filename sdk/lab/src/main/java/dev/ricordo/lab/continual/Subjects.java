package dev.ricordo.lab.continual;

import dev.ricordo.base.Base;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.Shape;
import dev.ricordo.lab.models.Lesson;
import dev.ricordo.lab.models.Model;
import dev.ricordo.lab.models.Models;
import dev.ricordo.lab.models.Recommender;
import java.util.List;
import java.util.function.BiFunction;

/** The models that are compared, by name: one more is one more line. */
public final class Subjects {

  private static final List<Model> ALL =
      List.of(
          Models.require("hope-own"),
          ofBase("hope-own-window-50", Shape.DEFAULT, windowed(50)),
          ofBase("hope-own-window-20", Shape.DEFAULT, windowed(20)),
          ofBase("hope-own-cms", Shape.DEFAULT.with(Continuum.TWO_LEVELS), Subjects::alone),
          ofBase("hope-own-frozen", Shape.DEFAULT.frozen(), Subjects::alone),
          Models.require("hope"),
          Models.require("hope-frozen"),
          Models.require("counts-repeats"),
          Models.sasrec("sasrec-all", Suite.TRAINED_EVENTS),
          Models.sasrec("sasrec-window-50", 50),
          Models.sasrec("sasrec-window-20", 20));

  private Subjects() {}

  /** The names, in the order in which they are shown. */
  public static List<String> names() {
    return ALL.stream().map(Model::name).toList();
  }

  /**
   * @throws IllegalArgumentException if no model has this name
   */
  public static Model require(String name) {
    return ALL.stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "models: \"" + name + "\" is none of " + String.join(", ", names())));
  }

  private static BiFunction<Lesson, Base, Recommender> windowed(int window) {
    return (lesson, base) -> new WindowedMemory(lesson.log(), base, window);
  }

  private static Recommender alone(Lesson lesson, Base base) {
    return new MemoryAlone(lesson.log(), base);
  }

  private static Model ofBase(
      String name, Shape shape, BiFunction<Lesson, Base, Recommender> recommender) {
    return new Model() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public boolean seeded() {
        return true;
      }

      @Override
      public Recommender fit(Lesson lesson) {
        return recommender.apply(lesson, lesson.bases().base(shape));
      }
    };
  }
}
