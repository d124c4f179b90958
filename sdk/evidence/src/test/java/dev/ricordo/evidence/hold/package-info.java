/** Tests of legal holds, in real folders. */
@NullMarked
package dev.ricordo.evidence.hold;

import org.jspecify.annotations.NullMarked;
