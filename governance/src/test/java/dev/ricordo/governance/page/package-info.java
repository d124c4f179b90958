/** Tests of pages: what they show, and that nothing in them comes alive. */
@NullMarked
package dev.ricordo.governance.page;

import org.jspecify.annotations.NullMarked;
