package dev.ricordo.ledger;

/** Bytes are not what their format asks for. The message names the format and the rule. */
public final class MalformedException extends LedgerException {

  private static final long serialVersionUID = 1L;

  public MalformedException(String message) {
    super(message);
  }
}
