/**
 * The models that are compared. Start at {@link dev.ricordo.lab.models.Recommender}: one more model
 * is one more class here and one line in {@link dev.ricordo.lab.models.Models}.
 *
 * <p>A {@link dev.ricordo.lab.models.Net} scores from the customer's own events alone and becomes a
 * recommender in {@link dev.ricordo.lab.models.Mixed}. The sequence models that serve as baselines
 * are trained by {@code dev.ricordo.djl} into a {@link dev.ricordo.lab.models.SequenceNet}; an
 * {@link dev.ricordo.lab.models.Encoder} follows customers with its weights in plain Java.
 */
@NullMarked
package dev.ricordo.lab.models;

import org.jspecify.annotations.NullMarked;
