package dev.ricordo.rank;

import dev.ricordo.base.Base;
import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.base.RandomBases;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What every answer does to the whole catalogue: scores, their softmax, the best ten. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RankBenchmark {

  private static final int BEST = 10;

  @Param({"20000"})
  private int items;

  private CatalogueScorer scorer;
  private float[] context;
  private float[] own;
  private double[] scores;
  private long[] tieBreaks;

  @Setup
  public void fill() {
    Base base = RandomBases.create(1, items);
    Random random = new Random(1);
    scorer = new CatalogueScorer(ItemEmbeddings.of(base), base.items());
    context = new float[base.shape().width()];
    for (int i = 0; i < context.length; i++) {
      context[i] = (float) random.nextGaussian();
    }
    own = scorer.score(context);
    scores = random.doubles(items).toArray();
    tieBreaks = random.longs(items).toArray();
  }

  @Benchmark
  public float[] score() {
    scorer.score(context, own);
    return own;
  }

  @Benchmark
  public double softmax() {
    return Softmax.of(own).logSum();
  }

  @Benchmark
  public int[] topTen() {
    return TopK.select(scores, tieBreaks, BEST, item -> true);
  }
}
