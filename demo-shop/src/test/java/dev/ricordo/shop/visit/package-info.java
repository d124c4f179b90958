@NullMarked
package dev.ricordo.shop.visit;

import org.jspecify.annotations.NullMarked;
