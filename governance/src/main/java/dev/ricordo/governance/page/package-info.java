/**
 * Pages for people, each one file that loads nothing: {@link
 * dev.ricordo.governance.page.InspectionPage} shows what is remembered of a customer. All are
 * written by {@link dev.ricordo.governance.page.Html} in the style of {@code page.css} beside it.
 *
 * <p>What the pages say is in the reports that they are made from.
 */
@NullMarked
package dev.ricordo.governance.page;

import org.jspecify.annotations.NullMarked;
