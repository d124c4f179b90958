/**
 * The shop in tests: against the Dev Service's database, and as the process that a shop deploys.
 */
@NullMarked
package dev.ricordo.quarkus.it;

import org.jspecify.annotations.NullMarked;
