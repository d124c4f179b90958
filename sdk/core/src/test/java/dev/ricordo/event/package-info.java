/** Tests of the package of the same name. */
@NullMarked
package dev.ricordo.event;

import org.jspecify.annotations.NullMarked;
