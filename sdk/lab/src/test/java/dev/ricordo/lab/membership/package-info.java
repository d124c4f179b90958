/** Tests of the attack on published lists. */
@NullMarked
package dev.ricordo.lab.membership;

import org.jspecify.annotations.NullMarked;
