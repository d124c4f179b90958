package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.ricordo.base.Circumstances;
import dev.ricordo.base.Shape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Gathers the gradients of the tables that events are looked up in, in a fixed order. Keeps its
 * room from step to step. Not thread-safe.
 */
final class TableGradients {

  private final int width;
  private final int items;
  private final float[] item;
  private final float[] bias;
  private final float[] start;
  private final float[] kind;
  private final float[] gap;
  private final Map<CircumstanceTable, float[]> others = new EnumMap<>(CircumstanceTable.class);
  private final float[] row;

  /**
   * @param weights the arrays in training: of tables that are not among them no gradient is asked
   */
  TableGradients(int width, int items, Map<String, NDArray> weights) {
    this.width = width;
    this.items = items;
    row = new float[width];
    item = new float[items * width];
    bias = new float[items];
    start = new float[width];
    kind = new float[Shape.KINDS * width];
    gap = new float[Shape.GAPS * width];
    for (CircumstanceTable table : CircumstanceTable.values()) {
      NDArray rows = weights.get(table.tensor().key());
      if (rows != null) {
        others.put(table, new float[Math.toIntExact(rows.size())]);
      }
    }
  }

  /**
   * The gradient by the items is that by what they mean, E, features included.
   *
   * @param batch what was read and predicted
   * @param events gradient by the embeddings {@code [L, B, d]}
   * @param predicting contexts of the predicted positions {@code [P, d]}
   * @param expected {@link CrossEntropy.Result#expected}
   * @param gradients receives the sums
   */
  void collect(
      NDManager local,
      TrainingBatch batch,
      NDArray events,
      NDArray predicting,
      NDArray expected,
      Map<String, NDArray> gradients) {
    Stream.of(item, bias, start, kind, gap).forEach(TableGradients::clear);
    others.values().forEach(TableGradients::clear);
    addEvents(batch.events(), Torch.numbers(events));
    subtractTargets(batch, Torch.numbers(predicting));
    NDArray soft = expected.divi(batch.total());
    NDArray softItem = soft.get(new NDIndex(":, :" + width));
    NDArray softBias = soft.get(new NDIndex(":, " + width));
    gradients.put(EventTables.ITEM, Torch.array(local, item, items, width).addi(softItem));
    gradients.put(EventTables.ITEM_BIAS, Torch.array(local, bias, items).addi(softBias));
    gradients.put(EventTables.START, Torch.array(local, start, width));
    gradients.put(EventTables.KIND, Torch.array(local, kind, Shape.KINDS, width));
    gradients.put(EventTables.GAP, Torch.array(local, gap, Shape.GAPS, width));
    others.forEach(
        (table, rows) ->
            gradients.put(
                table.tensor().key(), Torch.array(local, rows, rows.length / width, width)));
  }

  private static void clear(float[] sums) {
    Arrays.fill(sums, 0f);
  }

  private void addEvents(EventBatch events, FloatBuffer gradient) {
    for (int place = 0; place < events.items().length; place++) {
      gradient.get(place * width, row);
      int read = (int) events.items()[place];
      if (read == EventTables.startRow()) {
        addRow(start, 0);
      } else if (read != EventTables.itemRow(-1)) {
        addRow(item, read - EventTables.itemRow(0));
      }
      if (events.kinds()[place] != EventTables.NO_KIND) {
        addRow(kind, (int) events.kinds()[place]);
      }
      if (events.gaps()[place] != EventTables.NO_GAP) {
        addRow(gap, (int) events.gaps()[place]);
      }
      if (events.circumstances()[place] != Circumstances.NONE) {
        addCircumstances(events.circumstances()[place]);
      }
    }
  }

  private void addCircumstances(int circumstances) {
    others.forEach(
        (table, rows) -> {
          int known = table.row(circumstances);
          if (known != Circumstances.UNKNOWN) {
            addRow(rows, known);
          }
        });
  }

  private void addRow(float[] to, int toRow) {
    for (int j = 0; j < width; j++) {
      to[toRow * width + j] += row[j];
    }
  }

  private void subtractTargets(TrainingBatch batch, FloatBuffer contexts) {
    int[] targets = batch.targets();
    float share = 1f / batch.total();
    for (int position = 0; position < targets.length; position++) {
      int target = targets[position];
      contexts.get(position * width, row);
      bias[target] -= share;
      for (int j = 0; j < width; j++) {
        item[target * width + j] -= share * row[j];
      }
    }
  }
}
