package dev.ricordo.lab.plan;

import java.util.List;

/**
 * Variants of a model, each told by its difference to the whole.
 *
 * @param of the whole model
 * @param variants the model without one of its parts each
 */
public record Ablation(String of, List<String> variants) {

  public Ablation {
    variants = List.copyOf(variants);
    if (of.isBlank()) {
      throw new IllegalArgumentException("of: must name a model");
    }
  }
}
