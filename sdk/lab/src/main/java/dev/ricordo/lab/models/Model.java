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
}
