package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.ricordo.base.Circumstances;
import dev.ricordo.base.Shape;
import java.util.EnumMap;
import java.util.Map;

/** Gathers the gradients of the tables that events are looked up in, in a fixed order. */
final class TableGradients {

  private final int width;
  private final int items;
  private final TrainingBatch batch;
  private final float[] item;
  private final float[] bias;
  private final float[] start;
  private final float[] kind;
  private final float[] gap;
  private final Map<CircumstanceTable, float[]> others = new EnumMap<>(CircumstanceTable.class);

  /**
   * @param weights the arrays in training: of tables that are not among them no gradient is asked
   */
  TableGradients(int width, int items, Map<String, NDArray> weights, TrainingBatch batch) {
    this.width = width;
    this.items = items;
    this.batch = batch;
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
   * @param events gradient by the embeddings {@code [L, B, d]}
   * @param predicting contexts of the predicted positions {@code [P, d]}
   * @param expected {@link CrossEntropy.Result#expected}
   * @param gradients receives the sums
   */
  void collect(
      NDManager local,
      NDArray events,
      NDArray predicting,
      NDArray expected,
      Map<String, NDArray> gradients) {
    addEvents(events.toFloatArray());
    subtractTargets(predicting.toFloatArray());
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

  private void addEvents(float[] gradient) {
    EventBatch events = batch.events();
    for (int place = 0; place < events.items().length; place++) {
      int row = (int) events.items()[place];
      if (row == EventTables.startRow()) {
        add(gradient, place, start, 0);
      } else if (row != EventTables.itemRow(-1)) {
        add(gradient, place, item, row - EventTables.itemRow(0));
      }
      if (events.kinds()[place] != EventTables.NO_KIND) {
        add(gradient, place, kind, (int) events.kinds()[place]);
      }
      if (events.gaps()[place] != EventTables.NO_GAP) {
        add(gradient, place, gap, (int) events.gaps()[place]);
      }
      if (events.circumstances()[place] != Circumstances.NONE) {
        addCircumstances(gradient, place, events.circumstances()[place]);
      }
    }
  }

  private void addCircumstances(float[] gradient, int place, int circumstances) {
    others.forEach(
        (table, rows) -> {
          int row = table.row(circumstances);
          if (row != Circumstances.UNKNOWN) {
            add(gradient, place, rows, row);
          }
        });
  }

  private void add(float[] from, int fromRow, float[] to, int toRow) {
    for (int j = 0; j < width; j++) {
      to[toRow * width + j] += from[fromRow * width + j];
    }
  }

  private void subtractTargets(float[] contexts) {
    int[] targets = batch.targets();
    float share = 1f / batch.total();
    for (int position = 0; position < targets.length; position++) {
      int target = targets[position];
      bias[target] -= share;
      for (int j = 0; j < width; j++) {
        item[target * width + j] -= share * contexts[position * width + j];
      }
    }
  }
}
