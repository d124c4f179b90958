/** The command as it is called, on a real PostgreSQL. */
@NullMarked
package dev.ricordo.governance.cli;

import org.jspecify.annotations.NullMarked;
