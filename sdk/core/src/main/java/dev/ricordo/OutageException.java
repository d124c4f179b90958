package dev.ricordo;

/**
 * The store, or the vault of its keys, is out of reach, cannot be written or has no room: nothing
 * was done, and whatever is asked next would fail too. Any other {@link RicordoException} of a
 * store may be about one customer alone, whose key is lost for example.
 */
public class OutageException extends RicordoException {

  private static final long serialVersionUID = 1L;

  public OutageException(String message) {
    super(message);
  }

  public OutageException(String message, Throwable cause) {
    super(message, cause);
  }
}
