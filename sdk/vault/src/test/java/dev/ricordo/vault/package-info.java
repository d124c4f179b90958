/** Keys that come and go for good, lost and half-written files, rival processes. */
@NullMarked
package dev.ricordo.vault;

import org.jspecify.annotations.NullMarked;
