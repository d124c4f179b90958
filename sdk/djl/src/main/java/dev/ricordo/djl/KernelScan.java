package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.ricordo.djl.scan.ScanBatch;
import dev.ricordo.djl.scan.ScanKernel;
import java.nio.FloatBuffer;

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
    long width = shape.get(3);
    ScanBatch batch = batch(input, query, before);
    NDArray reads = byMemory(manager, shape, width);
    NDArray after = manager.create(new Shape(width, width, batch.memories()));
    kernel.read(
        batch, tape.isOn(), new ScanKernel.Reading(Torch.numbers(reads), Torch.numbers(after)));
    NDArray byCustomer = reads.transpose(0, 2, 3, 1);
    if (tape.isOn()) {
      tape.record(byCustomer, gradient -> surrogate(input, query, batch, gradient));
    }
    return new Result(byCustomer, new Memory(after.transpose(2, 0, 1), null));
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
        matrix == null ? null : Torch.numbers(matrix.transpose(1, 2, 0)));
  }

  /** {@code [L, H, B, W]} to {@code [L, W, H B]}. */
  private static FloatBuffer byMemory(NDArray array) {
    return Torch.numbers(array.transpose(0, 3, 1, 2));
  }

  /** Room for n numbers of each memory and event {@code [L, n, H, B]}. */
  private static NDArray byMemory(NDManager manager, Shape shape, long each) {
    return manager.create(new Shape(shape.get(0), each, shape.get(1), shape.get(2)));
  }

  /** A number whose gradients by all that the scan read are those of the scan. */
  private NDArray surrogate(NDArray input, NDArray query, ScanBatch batch, NDArray byReads) {
    NDManager manager = input.getManager();
    Shape shape = input.getShape();
    long width = shape.get(3);
    NDArray byInput = byMemory(manager, shape, width);
    NDArray byQuery = byMemory(manager, shape, width);
    NDArray points = byMemory(manager, shape, width);
    NDArray generated = byMemory(manager, shape, generators.starts().getShape().get(2));
    kernel.backward(
        batch,
        byMemory(byReads),
        new ScanKernel.Gradients(
            Torch.numbers(byInput),
            Torch.numbers(byQuery),
            Torch.numbers(points),
            Torch.numbers(generated)));
    NDArray byGenerated = byHead(generated);
    long rates = byGenerated.getShape().get(1) - 2;
    NDArray byStarts = byHead(points).matMul(byGenerated.transpose(0, 2, 1));
    NDArray byBias = byGenerated.sum(new int[] {2}).split(new long[] {rates}, 1).get(1);
    return GradientTape.along(input, byInput.transpose(0, 2, 3, 1))
        .add(GradientTape.along(query, byQuery.transpose(0, 2, 3, 1)))
        .add(GradientTape.along(generators.starts(), byStarts))
        .add(GradientTape.along(generators.rateBias(), byBias.expandDims(1)));
  }

  /** {@code [L, n, H, B]} to {@code [H, n, L B]}. */
  private static NDArray byHead(NDArray numbers) {
    Shape shape = numbers.getShape();
    return numbers
        .transpose(2, 1, 0, 3)
        .reshape(shape.get(2), shape.get(1), shape.get(0) * shape.get(3));
  }
}
