package dev.ricordo.djl;

import dev.ricordo.RicordoBug;
import dev.ricordo.base.Shape;
import dev.ricordo.memory.MemoryCodec;
import dev.ricordo.memory.MemoryState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Turns memories into the fields of a crowd and back, bit for bit. Immutable and thread-safe.
 *
 * <p>Reads and writes the numbers of the snapshot format, {@code docs/formats/memory.md}.
 */
/*
 * The numbers of a memory, in the format's order: steps, last second, D and, with momentum, V by columns
 * [W, d], y', y'', h, and per level F, G, a, perhaps V. Fields keep D by rows [d, W], V likewise and last,
 * and y'' before y'; the rest is in order.
 */
final class CrowdCodec {

  private static final int HEAD = 2 * Long.BYTES;

  private final Shape shape;
  private final List<CrowdField> fields;
  private final int numbers;

  /** The fields that the format keeps by columns. */
  private final int[] byColumns;

  /** Where the fields end that the format keeps as they are. */
  private final int inOrder;

  CrowdCodec(Shape shape) {
    this.shape = shape;
    fields = CrowdField.of(shape);
    numbers = fields.stream().mapToInt(CrowdField::size).sum();
    boolean momentum = shape.writing().hasMomentum();
    byColumns =
        momentum ? new int[] {CrowdField.FAST, fields.size() - 1} : new int[] {CrowdField.FAST};
    inOrder = fields.size() - (momentum ? 1 : 0);
  }

  /** Bytes of one customer's fields. */
  long bytes() {
    return (long) Float.BYTES * numbers;
  }

  /** Arrays for the fields of so many customers. */
  float[][] arrays(int customers) {
    return fields.stream()
        .map(field -> new float[field.size() * customers])
        .toArray(float[][]::new);
  }

  /** The format's numbers of a memory. */
  ByteBuffer bytes(MemoryState state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(HEAD + Float.BYTES * numbers);
    try {
      MemoryCodec.write(state, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new RicordoBug("memory has room", e);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
    if (buffer.remaining() != HEAD + Float.BYTES * numbers) {
      throw new IllegalArgumentException("state: is of another shape than " + shape);
    }
    return buffer;
  }

  /**
   * Takes a memory apart.
   *
   * @param state after its steps and its last second
   * @param arrays of n customers
   * @param customer which of them
   */
  void take(ByteBuffer state, float[][] arrays, int customer) {
    int w = shape.headWidth();
    for (int field : byColumns) {
      for (int column = 0; column < w; column++) {
        for (int i = 0; i < shape.width(); i++) {
          arrays[field][(customer * shape.width() + i) * w + column] = state.getFloat();
        }
      }
    }
    read(state, arrays, CrowdField.LAST, customer);
    read(state, arrays, CrowdField.OLDER, customer);
    for (int field = CrowdField.CONTEXT; field < inOrder; field++) {
      read(state, arrays, field, customer);
    }
  }

  private void read(ByteBuffer from, float[][] arrays, int field, int row) {
    int size = fields.get(field).size();
    for (int i = row * size; i < (row + 1) * size; i++) {
      arrays[field][i] = from.getFloat();
    }
  }

  /**
   * Puts a memory together.
   *
   * @param arrays of n customers
   * @param customer which of them
   */
  MemoryState state(float[][] arrays, int customer, long steps, long lastSecond) {
    int w = shape.headWidth();
    ByteBuffer buffer = ByteBuffer.allocate(HEAD + Float.BYTES * numbers);
    buffer.putLong(steps).putLong(lastSecond);
    for (int field : byColumns) {
      for (int column = 0; column < w; column++) {
        for (int i = 0; i < shape.width(); i++) {
          buffer.putFloat(arrays[field][(customer * shape.width() + i) * w + column]);
        }
      }
    }
    write(buffer, arrays, CrowdField.LAST, customer);
    write(buffer, arrays, CrowdField.OLDER, customer);
    for (int field = CrowdField.CONTEXT; field < inOrder; field++) {
      write(buffer, arrays, field, customer);
    }
    try {
      return MemoryCodec.read(shape, new DataInputStream(new ByteArrayInputStream(buffer.array())));
    } catch (IOException e) {
      throw new RicordoBug("a whole memory was written", e);
    }
  }

  private void write(ByteBuffer to, float[][] arrays, int field, int row) {
    int size = fields.get(field).size();
    for (int i = row * size; i < (row + 1) * size; i++) {
      to.putFloat(arrays[field][i]);
    }
  }
}
