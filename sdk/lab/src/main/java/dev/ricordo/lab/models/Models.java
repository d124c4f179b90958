package dev.ricordo.lab.models;

import java.util.List;

/** All models by name. */
public final class Models {

  private static final List<Model> ALL =
      List.of(
          Popularity.model(),
          ItemItem.model(),
          Counts.model(),
          Counts.withRepeats(),
          Hope.model(),
          Hope.own(),
          Hope.frozen(),
          Hope.withoutWrites(),
          Hope.withoutFeatures());

  private Models() {}

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
}
