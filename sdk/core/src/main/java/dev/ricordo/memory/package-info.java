/**
 * L0, the working memory of one customer: a self-modifying Titans memory in plain Java, the
 * certified path.
 *
 * <p>Start at {@link dev.ricordo.memory.SelfModifyingMemory}, which reads one event into a {@link
 * dev.ricordo.memory.MemoryState}. The equations are those of <i>Nested Learning</i> (arXiv
 * 2512.24695, eqs. 86 to 93); {@code docs/notation.md} has all of them on one page. Arithmetic is
 * strict and in a fixed order: the same journal gives the same bytes on every Java virtual machine.
 *
 * <p>Letters: d width of an event, H heads, W = d / H width of a head, m width of the feed-forward
 * block.
 *
 * <p>Not here: anything that customers share. A memory reads the frozen base and its own past,
 * nothing else, and the layout tests hold that line.
 */
@NullMarked
package dev.ricordo.memory;

import org.jspecify.annotations.NullMarked;
