/** The HTTP interface through real HTTP, one rule a test. Start at {@link Applications}. */
@NullMarked
package dev.ricordo.quarkus.rest.deployment;

import org.jspecify.annotations.NullMarked;
