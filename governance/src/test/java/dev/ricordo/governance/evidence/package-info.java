/** Certificates, written here and checked by the verifier. */
@NullMarked
package dev.ricordo.governance.evidence;

import org.jspecify.annotations.NullMarked;
