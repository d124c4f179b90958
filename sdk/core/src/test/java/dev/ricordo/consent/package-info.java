/** Tests of what customers have said. */
@NullMarked
package dev.ricordo.consent;

import org.jspecify.annotations.NullMarked;
