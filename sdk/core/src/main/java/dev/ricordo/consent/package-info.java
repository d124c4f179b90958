/**
 * What customers have said about the use of their data.
 *
 * <p>Start at {@link dev.ricordo.consent.Standing}: which {@link dev.ricordo.consent.Purpose}s
 * somebody granted or withdrew, whether their data are restricted, whether they object to
 * marketing. {@link dev.ricordo.Ricordo#consent} and its neighbours change it; {@link
 * dev.ricordo.spi.Journal#stand} keeps it. What follows from it is decided in {@code
 * dev.ricordo.internal}; requests, with people who decide and deadlines, are not here but in the
 * governance module.
 */
@NullMarked
package dev.ricordo.consent;

import org.jspecify.annotations.NullMarked;
