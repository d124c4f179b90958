package dev.ricordo.lab.models;

/** A way to make a recommender. */
public interface Model {

  /** The name in commands and reports. */
  String name();

  /** Whether the result depends on a seed. */
  boolean seeded();

  /**
   * Trains and chooses settings on what the lesson allows.
   *
   * @return a recommender that has not been told any event
   */
  Recommender fit(Lesson lesson);

  /** When what customers share is published. */
  default Publication publication() {
    return Publication.LIVE;
  }

  /**
   * The same under other rules of the collective level.
   *
   * @throws IllegalArgumentException if the model does not read what customers share
   */
  default Model under(String newName, RuleChanges changes) {
    throw new IllegalArgumentException(
        "models: \"" + newName + "\": " + name() + " does not read the collective level");
  }
}
