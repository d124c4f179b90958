package dev.ricordo;

/** A defect in Ricordo itself, never the caller's fault. */
public final class RicordoBug extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  public RicordoBug(String message) {
    super(message);
  }

  public RicordoBug(String message, Throwable cause) {
    super(message, cause);
  }
}
