/** Certificates, written here and checked by the verifier. */
@NullMarked
package dev.ricordo.governance.releases;

import org.jspecify.annotations.NullMarked;
