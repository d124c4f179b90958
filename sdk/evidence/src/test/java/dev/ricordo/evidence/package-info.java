/** Tests of what is written into the ledger. */
@NullMarked
package dev.ricordo.evidence;

import org.jspecify.annotations.NullMarked;
