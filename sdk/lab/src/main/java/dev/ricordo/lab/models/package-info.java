/**
 * The models that are compared. Start at {@link dev.ricordo.lab.models.Recommender}: one more model
 * is one more class here and one line in {@link dev.ricordo.lab.models.Models}.
 */
@NullMarked
package dev.ricordo.lab.models;

import org.jspecify.annotations.NullMarked;
