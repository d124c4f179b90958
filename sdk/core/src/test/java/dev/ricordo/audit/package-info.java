/**
 * What a sceptical auditor runs, and proof that it finds something: {@link dev.ricordo.audit.Check}
 * is put to Ricordo itself and to {@link dev.ricordo.audit.Mutant}s, each broken in one place. The
 * list for people is {@code docs/auditing.md}.
 */
@NullMarked
package dev.ricordo.audit;

import org.jspecify.annotations.NullMarked;
