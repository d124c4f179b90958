package dev.ricordo.lab.models;

import dev.ricordo.djl.SequenceShape;

/** A sequence model that is trained once. */
record SequenceModel(String name, SequenceShape shape) implements Model {

  @Override
  public boolean seeded() {
    return true;
  }

  @Override
  public Recommender fit(Lesson lesson) {
    return new SequenceRecommender(lesson.log(), new SequenceTraining(lesson, name, shape).net());
  }
}
