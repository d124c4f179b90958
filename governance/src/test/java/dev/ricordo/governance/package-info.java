/** The acts, on journals in memory. */
@NullMarked
package dev.ricordo.governance;

import org.jspecify.annotations.NullMarked;
