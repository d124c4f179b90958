package dev.ricordo.lab;

import dev.ricordo.djl.Device;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * What {@code ricordo train} is asked to do.
 *
 * @param events the event log
 * @param items its catalogue
 * @param out folder of the base
 * @param epochs at most, by default as many as help
 */
public record TrainingOptions(
    Path events, Path items, Path out, long seed, Device device, OptionalInt epochs) {}
