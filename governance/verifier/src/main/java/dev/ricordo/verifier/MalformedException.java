package dev.ricordo.verifier;

/** Bytes are not what their format asks for. The message names the format and the rule. */
public final class MalformedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public MalformedException(String message) {
    super(message);
  }
}
