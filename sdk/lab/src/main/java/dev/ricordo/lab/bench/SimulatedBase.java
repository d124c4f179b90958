package dev.ricordo.lab.bench;

import dev.ricordo.base.Base;
import dev.ricordo.base.Gate;
import dev.ricordo.base.Gate.Part;
import dev.ricordo.base.Manifest;
import dev.ricordo.base.Mix;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.base.Weights.Tensor;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.djl.BaseTrainer;
import dev.ricordo.event.ItemId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A base of the default shape with a gate, as large as is asked for, of the same cost as a trained
 * one: weights from a seed, scores that spread by about two nats, every level of the gate alive.
 * One item in twenty of the catalogue is unknown to it.
 */
final class SimulatedBase {

  private static final double ITEM_DEVIATION = 0.3;
  private static final double LAG_FADE = 0.6;
  private static final double DEPENDENCE = 0.1;
  private static final double POPULARITY = 0.1;
  private static final double HABIT = 0.2;
  private static final int COLD_EVERY = 20;

  private SimulatedBase() {}

  /** The items of the catalogue. */
  static Catalogue catalogue(int items) {
    return Catalogue.of(
        IntStream.range(0, items).mapToObj(SimulatedCrowd::item).map(Item::of).toList());
  }

  /** A base that one item in twenty of the catalogue is unknown to. */
  static Base of(int items, long seed) {
    return of(IntStream.range(0, items).filter(i -> i % COLD_EVERY != 0), seed);
  }

  /** A base that knows every item of the catalogue. */
  static Base complete(int items, long seed) {
    return of(IntStream.range(0, items), seed);
  }

  private static Base of(IntStream numbers, long seed) {
    List<ItemId> trained = numbers.mapToObj(SimulatedCrowd::item).toList();
    Weights weights = weights(trained.size(), seed);
    Mix mix = Mix.gated(gate(seed), 0);
    Manifest manifest =
        new Manifest(
            "simulated-" + seed, weights.shape(), mix, "none", seed, "bench", Map.of(), Map.of());
    return new Base(manifest, weights, trained);
  }

  /** Where training starts, but for items that differ as much as after it. */
  private static Weights weights(int items, long seed) {
    Weights initial = BaseTrainer.initial(Shape.DEFAULT, items, seed);
    Map<Tensor, float[]> arrays = new EnumMap<>(Tensor.class);
    for (Tensor tensor : Tensor.values()) {
      arrays.put(tensor, initial.get(tensor));
    }
    Random random = new Random(seed);
    float[] meanings = arrays.getOrDefault(Tensor.ITEM, new float[0]);
    for (int i = 0; i < meanings.length; i++) {
      meanings[i] = (float) (ITEM_DEVIATION * random.nextGaussian());
    }
    return new Weights(Shape.DEFAULT, items, arrays);
  }

  private static Gate gate(long seed) {
    Random random = new Random(seed);
    double[] numbers = random.doubles(Gate.size(), -DEPENDENCE, DEPENDENCE).toArray();
    for (int k = 0; k < Gate.LAGS; k++) {
      numbers[Part.LAG.offset() + k] = k * Math.log(LAG_FADE);
      numbers[Part.LAG.offset() + Gate.LAGS + k] = k * Math.log(LAG_FADE);
    }
    int weights = Part.WEIGHT.offset();
    Arrays.fill(numbers, weights, weights + Gate.WEIGHTS, HABIT);
    numbers[weights] = Math.log(0.7);
    numbers[weights + 1] = Math.log(1.2);
    numbers[weights + 2] = POPULARITY;
    return Gate.of(numbers);
  }
}
