package dev.ricordo;

/** The outside world failed: a store, a file, a device. Its message holds no person's data. */
public class RicordoException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public RicordoException(String message) {
    super(message);
  }

  public RicordoException(String message, Throwable cause) {
    super(message, cause);
  }
}
