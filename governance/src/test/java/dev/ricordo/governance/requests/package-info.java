/** Tests of what people ask for by right. */
@NullMarked
package dev.ricordo.governance.requests;

import org.jspecify.annotations.NullMarked;
