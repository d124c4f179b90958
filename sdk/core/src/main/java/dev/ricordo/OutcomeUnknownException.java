package dev.ricordo;

/**
 * The store failed when what a call was to change may have become durable already: nobody knows
 * whether it did. Make the same call again; events need the same ids then, so that those that were
 * learned are not learned twice.
 */
public class OutcomeUnknownException extends RicordoException {

  private static final long serialVersionUID = 1L;

  public OutcomeUnknownException(String message) {
    super(message);
  }

  public OutcomeUnknownException(String message, Throwable cause) {
    super(message, cause);
  }
}
