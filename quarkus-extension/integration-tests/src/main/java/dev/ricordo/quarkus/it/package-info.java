/**
 * A shop as small as can be: it passes clicks on and shows what is recommended.
 *
 * <p>Start at {@link dev.ricordo.quarkus.it.ShopResource}.
 */
@NullMarked
package dev.ricordo.quarkus.it;

import org.jspecify.annotations.NullMarked;
