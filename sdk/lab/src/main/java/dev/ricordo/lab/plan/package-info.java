/**
 * What a report is made of: a {@link dev.ricordo.lab.plan.Plan} lists evaluations, each with the
 * {@link dev.ricordo.lab.plan.Bar}s that its figures are held against, and perhaps {@link
 * dev.ricordo.lab.plan.Continual} learning. Plans are data: a JSON file, or one of the built-in
 * ones.
 *
 * <p>Running a plan is not here but in {@link dev.ricordo.lab.Reporting}.
 */
@NullMarked
package dev.ricordo.lab.plan;

import org.jspecify.annotations.NullMarked;
