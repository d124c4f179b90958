package dev.ricordo.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.event.EventKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingBatchesTest {

  @Test
  void everyEvent_isPredictedOnceInAnEpoch() {
    List<History> histories = List.of(counting(1), counting(7), counting(50), counting(123));
    int[] predicted = new int[123];
    for (TrainingBatch batch : epoch(histories)) {
      Arrays.stream(batch.targets()).forEach(item -> predicted[item]++);
    }
    assertThat(predicted[0]).isEqualTo(4);
    assertThat(predicted[6]).isEqualTo(3);
    assertThat(predicted[49]).isEqualTo(2);
    assertThat(predicted[50]).isEqualTo(1);
    assertThat(predicted[122]).isEqualTo(1);
  }

  @Test
  void windowsApart_areAlignedAtTheEndAndReadNothingBefore() {
    List<History> histories = List.of(counting(1), counting(10), counting(23));
    TrainingBatches.Windows windows = TrainingBatches.Windows.apart(10);
    int[] predicted = new int[23];
    List<Integer> lengths = new ArrayList<>();
    TrainingBatches batches = new TrainingBatches(histories, (history, event) -> true, windows);
    for (TrainingBatches.Deal deal : batches.deal(1, 1)) {
      for (TrainingBatch batch : deal.parts(100)) {
        lengths.add(batch.events().length());
        Arrays.stream(batch.targets()).forEach(item -> predicted[item]++);
        assertThat(batch.before()).isEmpty();
      }
    }
    assertThat(lengths).containsExactlyInAnyOrder(1, 10, 3, 10, 10);
    assertThat(predicted)
        .containsExactly(IntStream.range(0, 23).map(i -> i < 1 ? 3 : i < 10 ? 2 : 1).toArray());
  }

  @Test
  void everyPosition_readsTheEventBeforeItsTarget() {
    for (TrainingBatch batch : epoch(List.of(counting(60), counting(5)))) {
      long[] places = batch.places();
      for (int i = 0; i < places.length; i++) {
        int target = batch.targets()[i];
        long expected = target == 0 ? EventTables.startRow() : EventTables.itemRow(target - 1);
        assertThat(batch.events().items()[(int) places[i]]).isEqualTo(expected);
      }
    }
  }

  @Test
  void laterSequences_startFromTheMemoryOfTheFiftyEventsBefore() {
    List<TrainingBatch> batches = epoch(following(50, counting(110)));
    assertThat(batches).hasSize(3);
    for (TrainingBatch batch : batches) {
      int first = batch.targets()[0];
      assertThat(batch.before()).hasSize(first == 0 ? 0 : 1);
      for (EventBatch before : batch.before()) {
        long start = first == 50 ? EventTables.startRow() : EventTables.itemRow(first - 51);
        assertThat(before.length()).isEqualTo(50);
        assertThat(before.items()[0]).isEqualTo(start);
        assertThat(before.items()[49]).isEqualTo(EventTables.itemRow(first - 2));
      }
    }
  }

  @Test
  void widerWindow_readsALongerHistoryWhole() {
    List<TrainingBatch> batches = epoch(following(120, counting(110)));
    assertThat(batches).hasSize(1);
    assertThat(batches.get(0).before()).isEmpty();
    assertThat(batches.get(0).targets()).hasSize(110);
  }

  @Test
  void historyOfAHundredThousandEvents_isPredictedWhole() {
    TrainingBatches batches =
        new TrainingBatches(List.of(counting(100_000)), (history, event) -> true);
    long predicted =
        batches.deal(1, 1).stream()
            .flatMap(deal -> deal.parts(2).stream())
            .mapToLong(part -> part.targets().length)
            .sum();
    assertThat(predicted).isEqualTo(100_000);
  }

  @Test
  void cancellations_areReadButNotPredicted() {
    int[] kinds = {EventKind.CANCEL.row(), 0, 0};
    History history = History.ofRows(new int[] {3, 4, 5}, kinds, new int[3]);
    TrainingBatches batches =
        new TrainingBatches(
            List.of(history), (each, event) -> each.kind(event) != EventKind.CANCEL.row());
    TrainingBatch batch = batches.deal(1, 1).get(0).parts(1).get(0);
    assertThat(batch.targets()).containsExactly(4, 5);
    assertThat(batch.total()).isEqualTo(2);
    assertThat(batch.events().items()[1]).isEqualTo(EventTables.itemRow(3));
  }

  @Test
  void parts_holdTheWholeBatch() {
    List<History> histories = new ArrayList<>();
    IntStream.range(0, 21).forEach(i -> histories.add(counting(1 + i % 8)));
    TrainingBatches.Deal deal = batches(histories).deal(1, 1).get(0);
    List<TrainingBatch> parts = deal.parts(2);
    assertThat(parts).hasSize(2);
    int predicted = parts.stream().mapToInt(part -> part.targets().length).sum();
    assertThat(parts.get(0).total()).isEqualTo(predicted);
    assertThat(predicted).isEqualTo(histories.stream().mapToInt(History::length).sum());
  }

  private static TrainingBatches following(int window, History history) {
    return new TrainingBatches(
        List.of(history), (each, event) -> true, TrainingBatches.Windows.following(window));
  }

  private static List<TrainingBatch> epoch(List<History> histories) {
    return epoch(batches(histories));
  }

  private static List<TrainingBatch> epoch(TrainingBatches batches) {
    return batches.deal(1, 1).stream().flatMap(deal -> deal.parts(1).stream()).toList();
  }

  private static TrainingBatches batches(List<History> histories) {
    return new TrainingBatches(histories, (history, event) -> true);
  }

  /** Items 0, 1, 2, ... */
  private static History counting(int length) {
    return History.ofRows(IntStream.range(0, length).toArray(), new int[length], new int[length]);
  }
}
