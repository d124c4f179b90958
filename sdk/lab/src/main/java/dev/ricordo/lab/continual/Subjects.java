package dev.ricordo.lab.continual;

import dev.ricordo.base.Shape;
import dev.ricordo.lab.models.HopeNet;
import dev.ricordo.lab.models.Model;
import dev.ricordo.lab.models.Models;
import java.util.List;

/** The models that are compared, by name: one more is one more line. */
public final class Subjects {

  private static final List<Model> ALL =
      List.of(
          Models.require("hope-own"),
          windowed(50),
          windowed(20),
          Models.require("hope-own-cms"),
          Models.own("hope-own-frozen", Shape.DEFAULT.frozen(), HopeNet::new),
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

  private static Model windowed(int window) {
    return Models.own(
        "hope-own-window-" + window,
        Shape.DEFAULT,
        (log, base) -> new WindowedMemory(log, new HopeNet(log, base), window));
  }
}
