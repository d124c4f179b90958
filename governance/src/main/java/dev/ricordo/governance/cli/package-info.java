/**
 * The command {@code ricordo}: reads options, calls an act of {@code dev.ricordo.governance} or of
 * {@code dev.ricordo.lab}, prints its report.
 *
 * <p>Start at {@link dev.ricordo.governance.cli.RicordoCommand}. Exit codes: 0 success, 1 a failed
 * check or a failing outside world, 2 wrong use. Errors go to the standard error, name the field
 * and the value, and never a customer.
 */
@NullMarked
package dev.ricordo.governance.cli;

import org.jspecify.annotations.NullMarked;
