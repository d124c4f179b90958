/**
 * Says how sure a difference between models is: {@link dev.ricordo.lab.compare.PairedBootstrap}
 * draws customers anew, {@link dev.ricordo.lab.compare.SideBySide} applies it to the cases of
 * several models and seeds, {@link dev.ricordo.lab.compare.Summary} and {@link
 * dev.ricordo.lab.compare.Comparison} are what reports hold.
 *
 * <p>Which case counts for which metric is not here but in {@code evaluate}.
 */
@NullMarked
package dev.ricordo.lab.compare;

import org.jspecify.annotations.NullMarked;
