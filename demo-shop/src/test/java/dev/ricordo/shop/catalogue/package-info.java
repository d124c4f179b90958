@NullMarked
package dev.ricordo.shop.catalogue;

import org.jspecify.annotations.NullMarked;
