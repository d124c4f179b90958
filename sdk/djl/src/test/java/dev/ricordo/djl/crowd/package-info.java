/** Tests of the way into the accelerated path: many threads, order, back-pressure, ends. */
@NullMarked
package dev.ricordo.djl.crowd;

import org.jspecify.annotations.NullMarked;
