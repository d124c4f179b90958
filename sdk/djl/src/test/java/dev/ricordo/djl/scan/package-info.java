/** What the scan may depend on; what it computes is tested beside the networks. */
@NullMarked
package dev.ricordo.djl.scan;

import org.jspecify.annotations.NullMarked;
