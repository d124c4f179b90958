package dev.ricordo;

/**
 * The store is out of reach or has no room: nothing was done, and whatever is asked next would fail
 * too. Any other {@link RicordoException} of a store may be about one customer alone, whose key is
 * lost for example.
 */
public class OutageException extends RicordoException {

  private static final long serialVersionUID = 1L;

  public OutageException(String message) {
    super(message);
  }
}
