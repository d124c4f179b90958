package dev.ricordo.lab.models;

import dev.ricordo.djl.SequenceShape;
import dev.ricordo.lab.evaluate.Script;

/**
 * A sequence model that is trained again, from the beginning, when a quarter of the stream begins:
 * on everything before it, for as many epochs as the validation chose for the first training.
 *
 * <p>Where the test is no stream it is the model that is trained once.
 */
record RetrainedModel(String name, SequenceShape shape) implements Model {

  @Override
  public boolean seeded() {
    return true;
  }

  @Override
  public Recommender fit(Lesson lesson) {
    SequenceTraining training = new SequenceTraining(lesson, name, shape);
    SequenceNet first = training.net();
    boolean stream = lesson.split().test().candidates() == Script.Candidates.KNOWN;
    int[] retrainings = stream ? lesson.split().test().quarters() : new int[0];
    return new RetrainedRecommender(lesson.log(), training, first, retrainings);
  }
}
