/** Benchmarks measure what they say. */
@NullMarked
package dev.ricordo.lab.bench;

import org.jspecify.annotations.NullMarked;
