package dev.ricordo.djl;

import dev.ricordo.base.Base;
import dev.ricordo.base.Circumstances;
import dev.ricordo.base.Features;
import dev.ricordo.base.ItemFeatures;
import dev.ricordo.base.Manifest;
import dev.ricordo.base.Mix;
import dev.ricordo.base.Vocabulary;
import dev.ricordo.base.Weights;
import dev.ricordo.event.ItemId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Features drawn from a seed, some of them unknown. */
final class RandomFeatures {

  static final Vocabulary VOCABULARY =
      new Vocabulary(
          List.of("a", "b", "c", "d"),
          List.of("x", "y", "z"),
          List.of(1.0, 2.0, 5.0),
          true,
          true,
          List.of("app", "web"),
          List.of("spring", "summer", "autumn"));

  private RandomFeatures() {}

  static List<ItemFeatures> items(int items, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, items)
        .mapToObj(
            i ->
                new ItemFeatures(
                    IntStream.range(0, 4).filter(c -> random.nextInt(3) == 0).boxed().toList(),
                    random.nextInt(4) - 1,
                    random.nextInt(5) - 1))
        .toList();
  }

  static int[] circumstances(int events, Random random) {
    return IntStream.range(0, events)
        .map(
            i ->
                Circumstances.of(
                    random.nextInt(Circumstances.QUANTITIES + 1) - 1,
                    random.nextInt(Circumstances.DWELLS + 1) - 1,
                    random.nextInt(3) - 1,
                    random.nextInt(4) - 1))
        .toArray();
  }

  /** A base of these weights whose items {@code i0}, {@code i1}, ... have these features. */
  static Base base(Weights weights, List<ItemFeatures> items) {
    List<ItemId> ids = IntStream.range(0, items.size()).mapToObj(i -> ItemId.of("i" + i)).toList();
    Manifest manifest =
        new Manifest("test", weights.shape(), Mix.own(0), "", 1, "test", Map.of(), Map.of());
    return new Base(manifest, weights, ids, new Features(VOCABULARY, items));
  }
}
