/** Tests of the API as a shop sees it, and of the layout of the whole module. */
@NullMarked
package dev.ricordo;

import org.jspecify.annotations.NullMarked;
