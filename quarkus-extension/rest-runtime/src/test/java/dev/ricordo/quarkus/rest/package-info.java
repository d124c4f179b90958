/** Parts of the HTTP interface by themselves; the whole is tested where it is built. */
@NullMarked
package dev.ricordo.quarkus.rest;

import org.jspecify.annotations.NullMarked;
