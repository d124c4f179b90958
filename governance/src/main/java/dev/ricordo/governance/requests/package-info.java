/**
 * What people ask for by right, from the day it comes in to the day it is closed.
 *
 * <p>Start at {@link dev.ricordo.governance.requests.Stage}, the life of a request, and {@link
 * dev.ricordo.governance.requests.Requests}, the acts that move one along. {@link
 * dev.ricordo.governance.requests.Request} is what is known of one and names nobody; {@link
 * dev.ricordo.governance.requests.Details} does, and goes with the erasure. {@code docs/rights.md}
 * draws it, {@code docs/formats/request.md} says how it is kept. What holds keep is in {@code
 * dev.ricordo.evidence.hold}. The keeping itself is {@link dev.ricordo.postgres.Docket}'s.
 */
@NullMarked
package dev.ricordo.governance.requests;

import org.jspecify.annotations.NullMarked;
