@NullMarked
package dev.ricordo.shop.page;

import org.jspecify.annotations.NullMarked;
