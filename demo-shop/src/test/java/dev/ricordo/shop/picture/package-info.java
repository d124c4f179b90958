@NullMarked
package dev.ricordo.shop.picture;

import org.jspecify.annotations.NullMarked;
