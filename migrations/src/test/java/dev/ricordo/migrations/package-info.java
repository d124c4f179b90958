/** That the listed migrations are those in the folder. */
@NullMarked
package dev.ricordo.migrations;

import org.jspecify.annotations.NullMarked;
