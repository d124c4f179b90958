package dev.ricordo.lab.models;

import dev.ricordo.base.CollectiveRules;
import dev.ricordo.base.Mix;
import dev.ricordo.djl.SequenceShape;

/**
 * A sequence model in the place of the own memory: with the same collective level, repetitions and
 * way to choose the mix as the product. The honest control for the memory.
 */
record MixedModel(String name, SequenceShape shape, RuleChanges changes) implements Model {

  MixedModel(String name, SequenceShape shape) {
    this(name, shape, RuleChanges.none());
  }

  @Override
  public boolean seeded() {
    return true;
  }

  @Override
  public Recommender fit(Lesson lesson) {
    SequenceTraining training = new SequenceTraining(lesson, name, shape);
    SequenceNet chosen = training.chosen();
    Mix mix = lesson.bases().mix(name, () -> new EncodedNet(lesson.log(), chosen));
    return new Mixed(
        lesson.log(),
        new EncodedNet(lesson.log(), training.net()),
        mix,
        changes.of(CollectiveRules.DEFAULT),
        publication());
  }

  @Override
  public Publication publication() {
    return changes.publication();
  }

  @Override
  public Model under(String newName, RuleChanges newChanges) {
    return new MixedModel(newName, shape, newChanges);
  }
}
