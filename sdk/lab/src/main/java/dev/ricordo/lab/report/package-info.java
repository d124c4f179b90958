/**
 * How a report looks: {@link dev.ricordo.lab.report.Page} makes the one HTML file, {@link
 * dev.ricordo.lab.report.DriftCurves} a picture. The page's style and script are resources beside
 * this package; its figures are the report's JSON, put into the file.
 *
 * <p>What the figures are is not here but in {@link dev.ricordo.lab.PlanReport}.
 */
@NullMarked
package dev.ricordo.lab.report;

import org.jspecify.annotations.NullMarked;
