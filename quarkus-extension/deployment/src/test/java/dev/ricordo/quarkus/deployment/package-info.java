/** One test per rule of the extension, each with a small application of its own. */
@NullMarked
package dev.ricordo.quarkus.deployment;

import org.jspecify.annotations.NullMarked;
