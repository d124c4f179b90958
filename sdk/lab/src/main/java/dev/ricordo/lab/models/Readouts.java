package dev.ricordo.lab.models;

import dev.ricordo.base.Readout;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The ways to read the collective counts that are tried. */
public final class Readouts {

  /** Fades from the slowest to the fastest, each in the direction of time and in both. */
  public static final List<Readout> ALL =
      DoubleStream.of(1, 0.9, 0.8, 0.65, 0.5, 0.35, 0.2, 0.1)
          .boxed()
          .flatMap(fade -> Stream.of(new Readout(fade, false), new Readout(fade, true)))
          .toList();

  private Readouts() {}
}
