package dev.ricordo.memory;

import dev.ricordo.base.Shape;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Writes a memory's numbers and reads them back, bit for bit. The bytes are part of the snapshot
 * format, {@code docs/formats/memory.md}.
 */
public final class MemoryCodec {

  private MemoryCodec() {}

  public static void write(MemoryState state, DataOutput out) throws IOException {
    out.writeLong(state.steps);
    out.writeLong(state.lastSecond);
    writeRows(state.fast, out);
    writeRows(state.momentum, out);
    writeFloats(state.previous, out);
    writeFloats(state.beforePrevious, out);
    writeFloats(state.context, out);
    for (LevelState level : state.levels) {
      writeRows(level.delta, out);
      writeRows(level.gradient, out);
      writeFloats(level.activation, out);
      writeRows(level.momentum, out);
    }
  }

  /**
   * @throws IOException if the input ends early
   */
  public static MemoryState read(Shape shape, DataInput in) throws IOException {
    MemoryState state = new MemoryState(shape);
    state.steps = in.readLong();
    state.lastSecond = in.readLong();
    readRows(state.fast, in);
    readRows(state.momentum, in);
    readFloats(state.previous, in);
    readFloats(state.beforePrevious, in);
    readFloats(state.context, in);
    for (LevelState level : state.levels) {
      readRows(level.delta, in);
      readRows(level.gradient, in);
      readFloats(level.activation, in);
      readRows(level.momentum, in);
    }
    return state;
  }

  private static void writeRows(float[][] rows, DataOutput out) throws IOException {
    for (float[] row : rows) {
      writeFloats(row, out);
    }
  }

  private static void readRows(float[][] rows, DataInput in) throws IOException {
    for (float[] row : rows) {
      readFloats(row, in);
    }
  }

  private static void writeFloats(float[] array, DataOutput out) throws IOException {
    for (float value : array) {
      out.writeInt(Float.floatToRawIntBits(value));
    }
  }

  private static void readFloats(float[] array, DataInput in) throws IOException {
    for (int i = 0; i < array.length; i++) {
      array[i] = Float.intBitsToFloat(in.readInt());
    }
  }
}
