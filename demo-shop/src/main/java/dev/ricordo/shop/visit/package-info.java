/**
 * One request's visitor: start at {@link dev.ricordo.shop.visit.Visit}, which knows who is asking
 * and what is in the cart. {@link dev.ricordo.shop.visit.VisitFilter} reads and writes its cookies
 * and turns forged forms away. {@link dev.ricordo.shop.visit.Seal} binds a form to whom and what it
 * was about.
 *
 * <p>Nothing here reaches addresses, logs or pages: the visitor's number lives in one HttpOnly
 * cookie.
 */
@NullMarked
package dev.ricordo.shop.visit;

import org.jspecify.annotations.NullMarked;
