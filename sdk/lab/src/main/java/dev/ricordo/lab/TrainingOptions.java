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
 * @param epochs of each training, by default those of the recipe
 */
public record TrainingOptions(
    Path events, Path items, Path out, long seed, Device device, OptionalInt epochs) {}
