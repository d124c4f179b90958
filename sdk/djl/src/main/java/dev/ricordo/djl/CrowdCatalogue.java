package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.ricordo.rank.CatalogueScorer;
import dev.ricordo.rank.TopK;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Scores a catalogue of 10^4 to 10^6 items for many customers, {@code h . E(i) + b(i)}, and finds
 * the best items on the device.
 *
 * <p>Nothing is lost to filters: they come before the best are chosen. Scores agree with the
 * certified ones within float rounding only, so two items whose scores are as near may change
 * places; equal scores are in the order of the tie-breaks. Each score is the same whoever else
 * asks.
 *
 * <p>Holds arrays outside of the heap: whoever makes it closes it. Not thread-safe.
 */
/*
 * Customers go in tiles of a constant number of rows, items in slices of c columns, c a multiple of 64:
 *
 *   scores [B, c] = h E + b            b is minus infinity where the shelf has no such item
 *   maxima [B, c / 64]                 of 64 groups of columns, c / 64 apart
 *   the K groups with the highest maxima hold K scores as good as the best K: only those are searched
 *
 * K is the number wanted, plus what this customer excludes (of the best K no more than that can drop
 * out), plus a few for ties. The best of all slices are merged on the heap. If the last score that
 * came back equals the last one wanted, more items may be as good: then the customer's scores are taken
 * anew, all of them, by the certified scorer, and ranked as it does.
 */
public final class CrowdCatalogue implements AutoCloseable {

  private static final int GROUP = 64;
  private static final int MIN_COLUMNS = 64 * GROUP;
  private static final int MAX_COLUMNS = 1 << 16;
  private static final int CELLS_ON_CPU = 1 << 22;
  private static final int CELLS_ON_GPU = 1 << 26;
  private static final int SLACK = 6;

  private final CatalogueScorer scorer;
  private final long[] tieBreaks;
  private final int tile;
  private final int columns;
  private final NDManager manager;
  private final NDList slices = new NDList();
  private final Shelf whole;

  /**
   * @param scorer what items mean
   * @param tieBreaks {@code [n]}, the lower first among equal scores; kept, not copied
   * @param tile customers who are scored in one step
   * @throws dev.ricordo.RicordoException if the device cannot be had
   */
  public CrowdCatalogue(CatalogueScorer scorer, long[] tieBreaks, int tile, Device device) {
    this(scorer, tieBreaks, tile, Torch.manager(device));
  }

  /**
   * @param manager its own from now on: closed with it, or if it cannot be made
   */
  CrowdCatalogue(CatalogueScorer scorer, long[] tieBreaks, int tile, NDManager manager) {
    this.scorer = scorer;
    this.tieBreaks = tieBreaks;
    this.tile = tile;
    this.manager = manager;
    try {
      requireSizes();
      columns = columns();
      for (int from = 0; from < scorer.size(); from += columns) {
        slices.add(slice(from));
      }
      whole = shelf(item -> true);
    } catch (RuntimeException | Error e) {
      manager.close();
      throw e;
    }
  }

  private void requireSizes() {
    if (tile < 1) {
      throw new IllegalArgumentException("tile: must be at least 1, is " + tile);
    }
    if (tieBreaks.length != scorer.size()) {
      throw new IllegalArgumentException(
          "tieBreaks: must be " + scorer.size() + ", are " + tieBreaks.length);
    }
  }

  private int columns() {
    int cells = manager.getDevice().isGpu() ? CELLS_ON_GPU : CELLS_ON_CPU;
    int most = Math.max(MIN_COLUMNS, Math.min(MAX_COLUMNS, cells / tile / GROUP * GROUP));
    return Math.min(most, (scorer.size() + GROUP - 1) / GROUP * GROUP);
  }

  /** E of some items {@code [d, c]}; columns beyond the last item are 0. */
  private NDArray slice(int from) {
    int count = Math.min(columns, scorer.size() - from);
    float[] known = scorer.table(from, count);
    float[] table = new float[scorer.width() * columns];
    for (int j = 0; j < scorer.width(); j++) {
      System.arraycopy(known, j * count, table, j * columns, count);
    }
    return Torch.array(manager, table, scorer.width(), columns);
  }

  /** What it runs on: {@code cpu} or {@code gpu}. */
  public String device() {
    return Torch.name(manager);
  }

  /** n, how many items there are. */
  public int size() {
    return scorer.size();
  }

  /** Some of the items, such as those of a category, kept on the device. Close it after use. */
  public final class Shelf implements AutoCloseable {

    private final BitSet allowed;
    private final NDManager own = manager.newSubManager();
    private final NDList biases = new NDList();

    private Shelf(BitSet allowed) {
      this.allowed = allowed;
      float[] bias = scorer.bias();
      for (int from = 0; from < bias.length; from += columns) {
        float[] some = new float[columns];
        Arrays.fill(some, Float.NEGATIVE_INFINITY);
        for (int i = from; i < Math.min(from + columns, bias.length); i++) {
          some[i - from] = allowed.get(i) ? bias[i] : Float.NEGATIVE_INFINITY;
        }
        biases.add(Torch.array(own, some, columns));
      }
    }

    @Override
    public void close() {
      own.close();
    }
  }

  /** All items. */
  public Shelf whole() {
    return whole;
  }

  /** The items that a filter allows now: it is asked once for each. */
  public Shelf shelf(TopK.Filter filter) {
    BitSet allowed = new BitSet(size());
    for (int item = 0; item < size(); item++) {
      allowed.set(item, filter.allows(item));
    }
    return new Shelf(allowed);
  }

  /**
   * What a customer is to be shown.
   *
   * @param shelf which items there are
   * @param excluded items that this customer is not to see
   * @param count how many at most
   */
  public record Question(Shelf shelf, Set<Integer> excluded, int count) {

    public Question {
      excluded = Set.copyOf(excluded);
      if (count < 1) {
        throw new IllegalArgumentException("count: must be at least 1, is " + count);
      }
    }

    private int fetched() {
      return (int) Math.min(Integer.MAX_VALUE, (long) count + excluded.size() + SLACK);
    }
  }

  /**
   * One of the best items.
   *
   * @param score own, before any softmax
   */
  public record Scored(int item, float score) {}

  /**
   * The best items for some customers, best first.
   *
   * @param contexts h {@code [B, d]} in one array
   * @param questions one for each of them
   */
  public List<List<Scored>> best(float[] contexts, List<Question> questions) {
    requireContexts(contexts, questions.size());
    List<List<Scored>> best = new ArrayList<>(Collections.nCopies(questions.size(), List.of()));
    byShelf(questions)
        .forEach(
            (shelf, asking) -> {
              for (int from = 0; from < asking.size(); from += tile) {
                int to = Math.min(from + tile, asking.size());
                best(contexts, questions, shelf, asking.subList(from, to), best);
              }
            });
    return best;
  }

  private void requireContexts(float[] contexts, int customers) {
    if (contexts.length != (long) customers * scorer.width()) {
      throw new IllegalArgumentException(
          String.format(
              "contexts: must be %d of %d numbers, are %d numbers",
              customers, scorer.width(), contexts.length));
    }
  }

  private static Map<Shelf, List<Integer>> byShelf(List<Question> questions) {
    Map<Shelf, List<Integer>> asking = new LinkedHashMap<>();
    for (int i = 0; i < questions.size(); i++) {
      asking.computeIfAbsent(questions.get(i).shelf(), shelf -> new ArrayList<>()).add(i);
    }
    return asking;
  }

  /** The answers to the questions of one tile. */
  private void best(
      float[] contexts,
      List<Question> questions,
      Shelf shelf,
      List<Integer> asking,
      List<List<Scored>> best) {
    int wanted =
        asking.stream().map(questions::get).mapToInt(Question::fetched).max().orElseThrow();
    List<Found> found = search(tile(contexts, asking), shelf, Math.min(wanted, columns));
    for (int place = 0; place < asking.size(); place++) {
      int customer = asking.get(place);
      int from = customer * scorer.width();
      float[] context = Arrays.copyOfRange(contexts, from, from + scorer.width());
      best.set(customer, choose(questions.get(customer), found, place, context));
    }
  }

  /** The contexts of some customers, and zeros where the tile has more places. */
  private float[] tile(float[] contexts, List<Integer> customers) {
    float[] h = new float[tile * scorer.width()];
    for (int place = 0; place < customers.size(); place++) {
      int from = customers.get(place) * scorer.width();
      System.arraycopy(contexts, from, h, place * scorer.width(), scorer.width());
    }
    return h;
  }

  /**
   * The best of a slice, best first, for each place of a tile.
   *
   * @param items {@code [B, K]} numbers of items
   * @param scores {@code [B, K]}
   * @param all whether these are all items of the slice
   */
  @SuppressWarnings("ArrayRecordComponent") // on its way from the device, compared by nobody
  private record Found(int[] items, float[] scores, boolean all) {}

  private List<Found> search(float[] contexts, Shelf shelf, int k) {
    List<Found> found = new ArrayList<>();
    for (int slice = 0; slice < slices.size(); slice++) {
      try (NDManager local = manager.newSubManager()) {
        NDArray scores = scores(local, contexts, shelf, slice);
        found.add(
            k < columns / GROUP ? searchGroups(scores, slice, k) : searchAll(scores, slice, k));
      }
    }
    return found;
  }

  /** {@code [B, c]}. */
  private NDArray scores(NDManager local, float[] contexts, Shelf shelf, int slice) {
    NDArray h = Torch.array(local, contexts, tile, scorer.width());
    h.attach(local);
    return h.matMul(slices.get(slice)).addi(shelf.biases.get(slice));
  }

  private Found searchGroups(NDArray scores, int slice, int k) {
    int groups = columns / GROUP;
    NDArray grouped = scores.reshape(tile, GROUP, groups);
    NDArray chosen = maxima(grouped).topK(k, 1, true, false).get(1);
    NDArray index = chosen.reshape(tile, 1, k).broadcast(tile, GROUP, k);
    NDList best = grouped.gather(index, 2).reshape(tile, (long) GROUP * k).topK(k, 1, true, true);
    long[] group = chosen.toLongArray();
    long[] places = best.get(1).toLongArray();
    int[] items = new int[places.length];
    for (int i = 0; i < items.length; i++) {
      int place = (int) places[i];
      int column = place / k * groups + (int) group[i / k * k + place % k];
      items[i] = slice * columns + column;
    }
    return new Found(items, best.get(0).toFloatArray(), false);
  }

  /** The highest of each group {@code [B, c / 64]}, by halves: {@code max} looks for places too. */
  private NDArray maxima(NDArray grouped) {
    NDArray maxima = grouped;
    for (int half = GROUP / 2; half > 0; half /= 2) {
      NDArray lower = maxima.get(new NDIndex().addAllDim().addSliceDim(0, half));
      NDArray upper = maxima.get(new NDIndex().addAllDim().addSliceDim(half, 2L * half));
      maxima = lower.maximum(upper);
    }
    return maxima.reshape(tile, columns / GROUP);
  }

  private Found searchAll(NDArray scores, int slice, int k) {
    NDList best = scores.topK(k, 1, true, true);
    int[] items =
        Arrays.stream(best.get(1).toLongArray())
            .mapToInt(column -> slice * columns + (int) column)
            .toArray();
    return new Found(items, best.get(0).toFloatArray(), k == columns);
  }

  private List<Scored> choose(Question question, List<Found> found, int place, float[] context) {
    List<Scored> candidates = new ArrayList<>();
    float passedOver = Float.NEGATIVE_INFINITY;
    for (Found some : found) {
      int k = some.items().length / tile;
      for (int i = place * k; i < (place + 1) * k; i++) {
        if (some.scores()[i] > Float.NEGATIVE_INFINITY) {
          candidates.add(new Scored(some.items()[i], some.scores()[i]));
        }
      }
      if (!some.all()) {
        passedOver = Math.max(passedOver, some.scores()[(place + 1) * k - 1]);
      }
    }
    candidates.removeIf(scored -> question.excluded().contains(scored.item()));
    candidates.sort(
        Comparator.comparingDouble(Scored::score)
            .reversed()
            .thenComparingLong(scored -> tieBreaks[scored.item()]));
    List<Scored> best =
        List.copyOf(candidates.subList(0, Math.min(question.count(), candidates.size())));
    boolean tied =
        passedOver > Float.NEGATIVE_INFINITY
            && (best.size() < question.count() || best.get(best.size() - 1).score() <= passedOver);
    return tied ? certified(question, context) : best;
  }

  /** The same answer by the certified scorer and the ranking of the core. */
  private List<Scored> certified(Question question, float[] context) {
    float[] own = scorer.score(context);
    double[] scores = IntStream.range(0, own.length).mapToDouble(i -> own[i]).toArray();
    TopK.Filter filter =
        item -> question.shelf().allowed.get(item) && !question.excluded().contains(item);
    return Arrays.stream(TopK.select(scores, tieBreaks, question.count(), filter))
        .mapToObj(item -> new Scored(item, own[item]))
        .toList();
  }

  /**
   * All scores of some customers.
   *
   * @param contexts h {@code [B, d]} in one array
   * @param scores one array {@code [n]} for each of them, overwritten
   */
  public void score(float[] contexts, List<float[]> scores) {
    requireContexts(contexts, scores.size());
    List<Integer> customers = IntStream.range(0, scores.size()).boxed().toList();
    for (int from = 0; from < customers.size(); from += tile) {
      List<Integer> some = customers.subList(from, Math.min(from + tile, customers.size()));
      float[] h = tile(contexts, some);
      for (int slice = 0; slice < slices.size(); slice++) {
        try (NDManager local = manager.newSubManager()) {
          float[] made = scores(local, h, whole, slice).toFloatArray();
          int first = slice * columns;
          int count = Math.min(columns, scorer.size() - first);
          for (int place = 0; place < some.size(); place++) {
            System.arraycopy(made, place * columns, scores.get(some.get(place)), first, count);
          }
        }
      }
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
