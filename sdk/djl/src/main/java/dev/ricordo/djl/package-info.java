/**
 * The accelerated path: training a base, and reading many histories at once, on DJL and PyTorch.
 *
 * <p>Start at {@link dev.ricordo.djl.BaseTrainer}, which turns histories into weights, and {@link
 * dev.ricordo.djl.AcceleratedMemory}, which reads batches of histories into contexts. Both run
 * {@link dev.ricordo.djl.HopeNetwork}, the same equations as {@code dev.ricordo.memory} written
 * over arrays; the two agree within a tested tolerance, but only the latter's bytes count. Where it
 * reads and writes memories, a {@link dev.ricordo.djl.MemoryScan} does: in operations of PyTorch,
 * or, in training on a CPU, by {@code dev.ricordo.djl.scan}, whose gradient a {@link
 * dev.ricordo.djl.GradientTape} puts between those of autograd.
 *
 * <p>{@link dev.ricordo.djl.SequenceTrainer} trains the networks that serve as baselines, {@link
 * dev.ricordo.djl.SasrecNetwork} and {@link dev.ricordo.djl.GruNetwork}, with the same loss and
 * optimiser: a {@link dev.ricordo.djl.Learner} trains whatever an {@link
 * dev.ricordo.djl.Architecture} describes.
 *
 * <p>{@link dev.ricordo.djl.CrowdMemory} keeps the memories of many customers on a device and
 * learns an event of each in one step, a {@link dev.ricordo.djl.CrowdStep} that PyTorch runs in one
 * call from {@code crowd_step.py}; {@link dev.ricordo.djl.CrowdCatalogue} finds the best items for
 * many; {@code dev.ricordo.djl.crowd} lets many threads use them.
 *
 * <p>Letters: L positions of a sequence, B sequences of a batch, P scored positions, V items, d
 * width, H heads, W = d / H, m hidden. Arrays of sequences are time-major, {@code [L, B, d]}.
 *
 * <p>No type of DJL leaves this package, and no array of it outlives the call that made it unless
 * its owner is {@code AutoCloseable}.
 */
@NullMarked
package dev.ricordo.djl;

import org.jspecify.annotations.NullMarked;
