package dev.ricordo.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.ricordo.RicordoBug;
import dev.ricordo.RicordoException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The PyTorch engine, started so that each operation runs on one thread: sums keep their order, and
 * no thread spins for another on a busy machine. Work is spread over processors in larger pieces.
 */
final class Torch {

  private static final double NORM_EPSILON = 1e-6;
  private static final String THREADS = "ai.djl.pytorch.num_threads";

  private Torch() {}

  /**
   * A root manager on a device. Whoever asks for it closes it.
   *
   * @throws RicordoException if there is no such device, or the natives do not load
   */
  static NDManager manager(Device device) {
    Engine engine = engine();
    return switch (device) {
      case CPU -> engine.newBaseManager(ai.djl.Device.cpu());
      case GPU -> engine.newBaseManager(requireGpu(engine));
      case AUTO ->
          engine.newBaseManager(
              engine.getGpuCount() > 0 ? ai.djl.Device.gpu() : ai.djl.Device.cpu());
    };
  }

  /** Whether PyTorch loads and sees a GPU. */
  static boolean hasGpu() {
    try {
      return engine().getGpuCount() > 0;
    } catch (RicordoException e) {
      return false;
    }
  }

  /** Numbers as an array of their own, row-major. */
  static NDArray array(NDManager manager, float[] values, int... dimensions) {
    return array(manager, values, new Shape(Arrays.stream(dimensions).asLongStream().toArray()));
  }

  /** As {@link #array(NDManager, float[], int...)}. */
  static NDArray array(NDManager manager, float[] values, Shape shape) {
    return filled(manager, shape, numbers -> numbers.put(values));
  }

  /** Places in tables as an array of their own. */
  static NDArray array(NDManager manager, long[] values) {
    return filled(
        manager,
        new Shape(values.length),
        DataType.INT64,
        bytes -> bytes.asLongBuffer().put(values));
  }

  /**
   * An array of its own, whose numbers are written where they stay.
   *
   * @param writer is given room for them, row-major, and writes all
   */
  static NDArray filled(NDManager manager, Shape shape, Consumer<FloatBuffer> writer) {
    return filled(
        manager,
        shape,
        DataType.FLOAT32,
        bytes -> {
          FloatBuffer numbers = bytes.asFloatBuffer();
          writer.accept(numbers);
          if (numbers.hasRemaining()) {
            throw new RicordoBug(numbers.remaining() + " numbers of " + shape + " are missing");
          }
        });
  }

  /*
   * Never memory of Java's: its alignment may change between runs, it goes when the first array does,
   * whoever still reads it, and in training it would be garbage by the megabyte. On a GPU Java's
   * memory is copied at once.
   */
  private static NDArray filled(
      NDManager manager, Shape shape, DataType type, Consumer<ByteBuffer> writer) {
    if (manager.getDevice().isGpu()) {
      int bytes = Math.toIntExact(shape.size() * type.getNumOfBytes());
      ByteBuffer room = manager.allocateDirect(bytes);
      writer.accept(room);
      return manager.create(room, shape, type);
    }
    NDArray array = manager.create(shape, type);
    if (shape.size() > 0) {
      writer.accept(array.toByteBuffer(true));
    }
    return array;
  }

  /**
   * The numbers of an array, row-major, without a copy where it is on a CPU and lies in that order:
   * writing there changes it then. Not to be used once the array or its manager is closed.
   */
  static FloatBuffer numbers(NDArray array) {
    return array.toByteBuffer(true).asFloatBuffer();
  }

  /**
   * A number as an array, for whatever a gradient flows through. NDArray's own methods that take a
   * number lend PyTorch Java's memory and let go of it at once, while autograd keeps the number for
   * the way back: what it finds there depends on when garbage was collected.
   */
  static NDArray number(NDManager manager, double value) {
    return array(manager, new float[] {(float) value}, new Shape());
  }

  /**
   * Arrays one after the other along an axis. {@link NDArrays#concat} makes a copy of an only
   * array, through which no gradient flows.
   */
  static NDArray concat(NDList arrays, int axis) {
    return arrays.size() == 1 ? arrays.singletonOrThrow() : NDArrays.concat(arrays, axis);
  }

  /** Scales the last axis to length 1, as {@code dev.ricordo.memory} does. */
  static NDArray unit(NDArray array) {
    NDArray square = array.square().sum(new int[] {array.getShape().dimension() - 1}, true);
    return array.div(square.add(NORM_EPSILON).sqrt());
  }

  /** What a manager runs on: {@code cpu} or {@code gpu}. */
  static String name(NDManager manager) {
    return manager.getDevice().isGpu() ? "gpu" : "cpu";
  }

  /** Threads that share one operation. */
  static int threads() {
    return Integer.getInteger(THREADS, 1);
  }

  static Engine engine() {
    if (System.getProperty(THREADS) == null) {
      System.setProperty(THREADS, Integer.toString(threads()));
    }
    System.setProperty("ai.djl.offline", System.getProperty("ai.djl.offline", "true"));
    try {
      return Engine.getEngine("PyTorch");
    } catch (EngineException e) {
      throw new RicordoException("device: PyTorch does not load: " + e.getMessage(), e);
    }
  }

  /**
   * Runs autograd once. Its first use sets up tables of the process without a lock: two threads
   * that come first together crash it.
   */
  static void warmUpAutograd(NDManager manager) {
    try (NDManager local = manager.newSubManager();
        GradientCollector collector = engine().newGradientCollector()) {
      NDArray x = local.ones(new Shape(2, 2));
      x.setRequiresGradient(true);
      collector.backward(x.matMul(x).sum());
    }
  }

  private static ai.djl.Device requireGpu(Engine engine) {
    if (engine.getGpuCount() == 0) {
      throw new RicordoException(
          "device: \"gpu\" was asked for, but PyTorch sees none; use cpu or auto");
    }
    return ai.djl.Device.gpu();
  }
}
