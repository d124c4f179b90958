/** The journal contract, restarts, crashes and rival processes against a real PostgreSQL. */
@NullMarked
package dev.ricordo.postgres;

import org.jspecify.annotations.NullMarked;
