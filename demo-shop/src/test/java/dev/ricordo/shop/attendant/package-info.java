@NullMarked
package dev.ricordo.shop.attendant;

import org.jspecify.annotations.NullMarked;
