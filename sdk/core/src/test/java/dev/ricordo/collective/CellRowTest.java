package dev.ricordo.collective;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CellRowTest {

  private record Cell(long amount, int customers) {}

  @Test
  void cells_areThoseOfAMap_whateverComesAndGoes() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int columns = 1 + random.nextInt(60);
      int k = 1 + random.nextInt(2);
      CellRow row = new CellRow();
      Map<Integer, Cell> expected = new HashMap<>();
      for (int step = 0; step < 500; step++) {
        int column = random.nextInt(columns) * 1_000;
        Cell before = expected.getOrDefault(column, new Cell(0, 0));
        boolean goes = random.nextBoolean();
        Cell change = goes ? new Cell(-before.amount, -before.customers) : some(random);
        row.add(column, change.amount, change.customers, k);
        Cell after = new Cell(before.amount + change.amount, before.customers + change.customers);
        if (after.equals(new Cell(0, 0))) {
          expected.remove(column);
        } else {
          expected.put(column, after);
        }
      }
      assertThat(cells(row)).as("seed %s", seed).isEqualTo(expected);
      assertThat(cells(row.copy())).as("copy, seed %s", seed).isEqualTo(expected);
      assertThat(row.size()).isEqualTo(expected.size());
      requireSeen(row, expected, columns, k);
    }
  }

  private static Cell some(Random random) {
    return new Cell(1 + random.nextInt(5), random.nextInt(3));
  }

  private static Map<Integer, Cell> cells(CellRow row) {
    Map<Integer, Cell> cells = new HashMap<>();
    row.forEach((column, amount, customers) -> cells.put(column, new Cell(amount, customers)));
    return cells;
  }

  private static void requireSeen(CellRow row, Map<Integer, Cell> expected, int columns, int k) {
    double[] scores = new double[columns * 1_000];
    row.addTo(scores, 0.5, k);
    for (int column = 0; column < scores.length; column += 1_000) {
      Cell cell = expected.getOrDefault(column, new Cell(0, 0));
      long seen = cell.customers >= k ? cell.amount : 0;
      assertThat(row.amount(column, k)).isEqualTo(seen);
      assertThat(row.customers(column)).isEqualTo(cell.customers);
      assertThat(scores[column]).isEqualTo(0.5 * seen);
    }
  }
}
