/**
 * Ricordo's public API: personalisation that learns from every event and can forget exactly.
 *
 * <p>Start at {@link dev.ricordo.Ricordo}. Its five verbs and what they return:
 *
 * <ul>
 *   <li>{@code observe} an {@link dev.ricordo.event.Event}: an {@link dev.ricordo.Observation}
 *   <li>{@code recommend} for a {@link dev.ricordo.Slot}: a {@link dev.ricordo.Ranking}
 *   <li>{@code because}: the events and levels behind one answer, a {@link dev.ricordo.Because}
 *   <li>{@code inspect}: what is remembered, an {@link dev.ricordo.Inspection}, and {@code
 *       retrospect}: how it came to be, a {@link dev.ricordo.Retrospect}
 *   <li>{@code forget}: an {@link dev.ricordo.Erasure}
 * </ul>
 *
 * <p>Wrong input is an {@link java.lang.IllegalArgumentException} that names the field; what fails
 * outside is a {@link dev.ricordo.RicordoException}: an {@link dev.ricordo.OutageException} where
 * the store is away, an {@link dev.ricordo.OutcomeUnknownException} where it did not say what
 * became of a change.
 *
 * <p>The equations are in {@code memory}, the shared integer sums in {@code collective}, scores in
 * {@code rank}, weights in {@code base}, who they were trained on in {@code panel}; stores plug in
 * through {@code spi}. Nobody outside this module uses {@code internal}.
 */
@NullMarked
package dev.ricordo;

import org.jspecify.annotations.NullMarked;
