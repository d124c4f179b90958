/**
 * Releases of a base that was trained on customers of this journal: L4, and what it owes to those
 * who are forgotten.
 *
 * <p>Start at {@link dev.ricordo.governance.releases.TrainRelease}: it puts a panel of consenting
 * customers together, trains on it and puts the base into the {@link
 * dev.ricordo.base.BaseRegistry}; or it rebuilds one without those who were forgotten. {@link
 * dev.ricordo.governance.releases.PromoteRelease} asks the {@link
 * dev.ricordo.governance.releases.ReleaseGates}, and two people, before a release serves, and
 * destroys one that does not any more. {@link dev.ricordo.governance.releases.ReleaseReport} says
 * what is owed and when it is due. {@code docs/releases.md} tells the story, {@code
 * docs/formats/ledger.md} what is written down of it.
 */
@NullMarked
package dev.ricordo.governance.releases;

import org.jspecify.annotations.NullMarked;
