/** Tests of the package of the same name. */
@NullMarked
package dev.ricordo.lab.log;

import org.jspecify.annotations.NullMarked;
