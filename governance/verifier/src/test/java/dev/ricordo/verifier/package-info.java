/** The verifier on golden certificates, of its own and without the program that wrote them. */
@NullMarked
package dev.ricordo.verifier;

import org.jspecify.annotations.NullMarked;
