package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import dev.ricordo.base.Writing;
import org.jspecify.annotations.Nullable;

/**
 * The scan in operations of PyTorch: on every device, with every option, differentiated by
 * autograd.
 *
 * @param writing options
 * @param inertia constants of momentum, null without
 */
/*
 * Shapes per step: u, q, p [H B, W, 1]; k, w [H B, 1, W]; D [H B, W, W]. Heads come before sequences,
 * so that one product per head and step serves the whole batch.
 *
 * Differs from the kernel of dev.ricordo.memory in the order of sums only: without momentum, the read
 * after the write is alpha D q + eta (w + D w) (k . q).
 */
record TorchScan(Writing writing, Generators generators, @Nullable Inertia inertia)
    implements MemoryScan {

  @Override
  public boolean isCut() {
    return false;
  }

  @Override
  public Result scan(NDArray input, NDArray query, Memory before) {
    Shape dimensions = input.getShape();
    long length = dimensions.get(0);
    long memories = dimensions.get(1) * dimensions.get(2);
    long width = dimensions.get(3);
    Shape column = new Shape(memories, width, 1);
    NDList inputs = input.split(length);
    NDList queries = query.split(length);
    NDList reads = new NDList((int) length);
    NDArray matrix = before.matrix();
    NDArray momentum = before.momentum();
    for (int t = 0; t < length; t++) {
      NDArray u = inputs.get(t).reshape(column);
      NDArray q = queries.get(t).reshape(column);
      NDArray p = matrix == null ? u : u.add(matrix.matMul(u));
      Write write = generate(p, dimensions);
      NDArray error = write.error().reshape(column);
      NDArray change = matrix == null ? error : error.add(matrix.matMul(error));
      NDArray scaled = change.mul(write.rate());
      NDArray written = scaled.matMul(write.key());
      NDArray read;
      if (inertia == null) {
        read = scaled.mul(write.key().matMul(q));
      } else {
        momentum = moved(inertia, momentum, written, dimensions);
        written = momentum;
        read = written.matMul(q);
      }
      if (matrix != null) {
        read = read.add(write.kept(matrix.matMul(q)));
        written = written.add(write.kept(matrix));
      }
      reads.add(read.reshape(1, dimensions.get(1), dimensions.get(2), width));
      matrix = written;
    }
    return new Result(Torch.concat(reads, 0), new Memory(matrix, momentum));
  }

  /** V {@code [H B, W, W]} after a change of the same shape. */
  private static NDArray moved(
      Inertia constants, @Nullable NDArray before, NDArray change, Shape dimensions) {
    NDArray mean = before == null ? null : byHead(before, dimensions);
    return constants.after(mean, byHead(change, dimensions)).reshape(change.getShape());
  }

  /** {@code [H B, W, W]} to {@code [H, B, W W]}. */
  private static NDArray byHead(NDArray array, Shape dimensions) {
    long width = dimensions.get(3);
    return array.reshape(dimensions.get(1), dimensions.get(2), width * width);
  }

  /**
   * What an event writes.
   *
   * @param key k {@code [H B, 1, W]}
   * @param error w {@code [H B, 1, W]}
   * @param rate eta {@code [H B, 1, 1]}
   * @param retention alpha {@code [H B, 1, 1]}, null for 1
   */
  private record Write(NDArray key, NDArray error, NDArray rate, @Nullable NDArray retention) {
    NDArray kept(NDArray before) {
      return retention == null ? before : before.mul(retention);
    }
  }

  /** What the memories generate for themselves from p {@code [H B, W, 1]}. */
  private Write generate(NDArray p, Shape dimensions) {
    long heads = dimensions.get(1);
    long batch = dimensions.get(2);
    long width = dimensions.get(3);
    NDList parts =
        p.reshape(heads, batch, width).matMul(generators.starts()).split(new long[] {2 * width}, 2);
    NDList keyValue = Torch.unit(parts.get(0).reshape(heads * batch, 2, width)).split(2, 1);
    NDList rates =
        Activation.sigmoid(parts.get(1).add(generators.rateBias()))
            .reshape(heads * batch, 1, 2)
            .split(2, 2);
    NDArray key = keyValue.get(0);
    NDArray error = keyValue.get(1).sub(writing.deltaDescent() ? key.add(key) : key);
    return new Write(key, error, rates.get(0), writing.decay() ? rates.get(1) : null);
  }
}
