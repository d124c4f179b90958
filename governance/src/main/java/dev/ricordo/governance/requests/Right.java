package dev.ricordo.governance.requests;

/** What somebody may ask for. */
public enum Right {
  /** To be told what is remembered. */
  ACCESS(false),
  /** To be given one's events in a form that programs read. */
  PORTABILITY(false),
  /** To have an event put right: the wrong one is forgotten, the right one learned. */
  RECTIFICATION(true),
  /** To be forgotten, or some of one's events. */
  ERASURE(true),
  /** To have one's data kept and used for nothing. */
  RESTRICTION(true),
  /** Not to be advertised to. */
  OBJECTION(false),
  /** To take back a consent. */
  WITHDRAWAL(false);

  private final boolean restricts;

  Right(boolean restricts) {
    this.restricts = restricts;
  }

  /** Whether the customer's data are restricted from the identity check to the execution. */
  boolean restricts() {
    return restricts;
  }
}
