package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.ricordo.djl.scan.ScanBatch;
import dev.ricordo.djl.scan.ScanKernel;

/**
 * The scan by a {@link ScanKernel}, for a CPU. Its gradient is its own.
 *
 * <p>Knows no momentum.
 *
 * @param kernel whose latest batch is the only one that can be gone back through
 * @param tape what records it
 */
record KernelScan(ScanKernel kernel, Generators generators, GradientTape tape)
    implements MemoryScan {

  @Override
  public boolean isCut() {
    return tape.isOn();
  }

  @Override
  public Result scan(NDArray input, NDArray query, Memory before) {
    NDManager manager = input.getManager();
    Shape shape = input.getShape();
    ScanBatch batch = batch(input, query, before);
    ScanKernel.Reading reading = kernel.read(batch, tape.isOn());
    NDArray reads = byCustomer(manager, reading.reads(), shape);
    if (tape.isOn()) {
      tape.record(reads, gradient -> surrogate(input, query, batch, gradient));
    }
    long width = shape.get(3);
    NDArray after =
        Torch.array(manager, reading.after(), new Shape(width, width, batch.memories()))
            .transpose(2, 0, 1);
    return new Result(reads, new Memory(after, null));
  }

  private ScanBatch batch(NDArray input, NDArray query, Memory before) {
    Shape shape = input.getShape();
    NDArray matrix = before.matrix();
    int customers = Math.toIntExact(shape.get(2));
    return new ScanBatch(
        Math.toIntExact(shape.get(0)),
        Math.toIntExact(shape.get(3)),
        customers,
        Math.toIntExact(shape.get(1)) * customers,
        byMemory(input),
        byMemory(query),
        generators.starts().toFloatArray(),
        generators.rateBias().toFloatArray(),
        matrix == null ? null : matrix.transpose(1, 2, 0).toFloatArray());
  }

  /** {@code [L, H, B, W]} to {@code [L, W, H B]}. */
  private static float[] byMemory(NDArray array) {
    return array.transpose(0, 3, 1, 2).toFloatArray();
  }

  /** {@code [L, W, H B]} to {@code [L, H, B, W]}. */
  private static NDArray byCustomer(NDManager manager, float[] numbers, Shape shape) {
    return Torch.array(
            manager, numbers, new Shape(shape.get(0), shape.get(3), shape.get(1), shape.get(2)))
        .transpose(0, 2, 3, 1);
  }

  /** A number whose gradients by all that the scan read are those of the scan. */
  private NDArray surrogate(NDArray input, NDArray query, ScanBatch batch, NDArray byReads) {
    NDManager manager = input.getManager();
    Shape shape = input.getShape();
    ScanKernel.Gradients gradients = kernel.backward(batch, byMemory(byReads));
    NDArray points = byHead(manager, gradients.points(), shape);
    NDArray generated = byHead(manager, gradients.generated(), shape);
    long rates = generated.getShape().get(1) - 2;
    NDArray byStarts = points.matMul(generated.transpose(0, 2, 1));
    NDArray byBias = generated.sum(new int[] {2}).split(new long[] {rates}, 1).get(1);
    return GradientTape.along(input, byCustomer(manager, gradients.inputs(), shape))
        .add(GradientTape.along(query, byCustomer(manager, gradients.queries(), shape)))
        .add(GradientTape.along(generators.starts(), byStarts))
        .add(GradientTape.along(generators.rateBias(), byBias.expandDims(1)));
  }

  /** {@code [L, N, H B]} to {@code [H, N, L B]}. */
  private static NDArray byHead(NDManager manager, float[] numbers, Shape shape) {
    long length = shape.get(0);
    long heads = shape.get(1);
    long customers = shape.get(2);
    long each = numbers.length / (length * heads * customers);
    return Torch.array(manager, numbers, new Shape(length, each, heads, customers))
        .transpose(2, 1, 0, 3)
        .reshape(heads, each, length * customers);
  }
}
