@NullMarked
package dev.ricordo.shop.simulation;

import org.jspecify.annotations.NullMarked;
