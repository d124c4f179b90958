package dev.ricordo.governance.requests;

import java.util.EnumSet;
import java.util.Set;

/**
 * How far a request is. Each stage is kept before the next begins, so whoever finds a request after
 * a crash goes on from its stage; what leads to the next one may be done twice.
 *
 * <pre>
 * RECEIVED -&gt; IDENTIFIED -&gt; RESTRICTED -&gt; CHECKED -&gt; PREVIEWED -&gt; EXECUTING
 *     |           |             |            |            |            |
 *     +-----------+-------------+------------+------------+         EXECUTED
 *                               |                                  |  |
 *                               |  +-------------------------------+  |
 *                               |  |  not found to be so              |
 *                            REFUSED                              VERIFIED
 *                               |                                     |
 *                               |                                 CERTIFIED
 *                               |                                     |
 *                               +------------&gt; CLOSED &lt;----------- NOTIFIED
 * </pre>
 */
public enum Stage {
  /** It came in; nobody knows yet whether it is the customer who asks. */
  RECEIVED,
  /** It is the customer who asks. */
  IDENTIFIED,
  /** The customer's data are used for nothing, where the right asks for that. */
  RESTRICTED,
  /** It is known whether a legal hold keeps evidence of the customer's. */
  CHECKED,
  /** It is known what it would do. */
  PREVIEWED,
  /** It is being done, and will be: there is no way back. */
  EXECUTING,
  /** It is done. */
  EXECUTED,
  /** It was looked at afterwards, and is so. */
  VERIFIED,
  /** The ledger has it, where the right asks for that. */
  CERTIFIED,
  /** Everyone who was given the customer's data has been told. */
  NOTIFIED,
  /** It will not be done, or was and is not found to be so; two people said so. */
  REFUSED,
  /** There is nothing left to do. */
  CLOSED;

  /** The stages that a request may come to from here. */
  public Set<Stage> next() {
    return switch (this) {
      case RECEIVED -> EnumSet.of(IDENTIFIED, REFUSED);
      case IDENTIFIED -> EnumSet.of(RESTRICTED, REFUSED);
      case RESTRICTED -> EnumSet.of(CHECKED, REFUSED);
      case CHECKED -> EnumSet.of(PREVIEWED, REFUSED);
      case PREVIEWED -> EnumSet.of(EXECUTING, REFUSED);
      case EXECUTING -> EnumSet.of(EXECUTED);
      case EXECUTED -> EnumSet.of(VERIFIED, REFUSED);
      case VERIFIED -> EnumSet.of(CERTIFIED);
      case CERTIFIED -> EnumSet.of(NOTIFIED);
      case NOTIFIED, REFUSED -> EnumSet.of(CLOSED);
      case CLOSED -> EnumSet.noneOf(Stage.class);
    };
  }

  /** Whether the customer is known to be the one who asks, and what was asked for is not done. */
  boolean inHand() {
    return compareTo(IDENTIFIED) >= 0 && compareTo(EXECUTED) <= 0;
  }

  /** Whether the deadline still counts: it was neither done nor refused. */
  boolean open() {
    return compareTo(EXECUTED) < 0;
  }
}
