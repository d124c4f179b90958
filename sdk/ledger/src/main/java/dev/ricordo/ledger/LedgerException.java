package dev.ricordo.ledger;

/** The outside world failed: a store, a file, a key. Its message holds nothing of an entry. */
public class LedgerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LedgerException(String message) {
    super(message);
  }

  public LedgerException(String message, Throwable cause) {
    super(message, cause);
  }
}
