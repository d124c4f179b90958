package dev.ricordo.governance.requests;

/** What somebody may ask for. */
public enum Right {
  /** To be told what is remembered. */
  ACCESS(false, "GDPR Art. 15(1)"),
  /** To be given one's events in a form that programs read. */
  PORTABILITY(false, "GDPR Art. 20(1)"),
  /** To have an event put right, as if it had always been so. */
  RECTIFICATION(true, "GDPR Art. 16"),
  /** To be forgotten, or some of one's events. */
  ERASURE(true, "GDPR Art. 17(1)"),
  /** To have one's data kept and used for nothing. */
  RESTRICTION(true, "GDPR Art. 18(1)"),
  /** Not to be advertised to. */
  OBJECTION(false, "GDPR Art. 21(2)"),
  /** To take back a consent. */
  WITHDRAWAL(false, "GDPR Art. 7(3)");

  private final boolean restricts;
  private final String basis;

  Right(boolean restricts, String basis) {
    this.restricts = restricts;
    this.basis = basis;
  }

  /** The law that it stands in, unless somebody says another. */
  public String basis() {
    return basis;
  }

  /** Whether the customer's data are restricted from the identity check to the execution. */
  public boolean restricts() {
    return restricts;
  }
}
