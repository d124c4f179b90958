/**
 * The scan of training on a CPU: linear memories read and written event by event, and the backward
 * pass, in plain loops (ADR 51).
 *
 * <p>Start at {@link dev.ricordo.djl.scan.ScanKernel}, which reads a {@link
 * dev.ricordo.djl.scan.ScanBatch} and goes back through it. {@code ScanGradient} is the backward
 * pass, {@code ScanActivations} what it needs of each event, {@code ScanBlock} the memories that go
 * side by side, {@code Lanes} the loops over them.
 *
 * <p>Letters as in {@code dev.ricordo.djl}: L events, H heads, B customers, W width of a head; M =
 * H B memories, head after head. Nothing here knows PyTorch; {@code dev.ricordo.djl} puts it into
 * the network.
 */
@NullMarked
package dev.ricordo.djl.scan;

import org.jspecify.annotations.NullMarked;
