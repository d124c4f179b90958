package dev.ricordo.lab;

import dev.ricordo.lab.evaluate.Ranks;

/**
 * What a model's test came to.
 *
 * @param ranks of its cases, in the order of the script
 */
record Examined(EvaluationReport.Result result, Ranks ranks) {

  Examined withSeed(long seed) {
    return new Examined(result.withSeed(seed), ranks);
  }
}
