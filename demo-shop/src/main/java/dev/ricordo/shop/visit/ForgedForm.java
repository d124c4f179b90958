package dev.ricordo.shop.visit;

import jakarta.ws.rs.ForbiddenException;

/** A form that did not come from this shop's own pages in this browser, or from one long gone. */
public final class ForgedForm extends ForbiddenException {

  private static final long serialVersionUID = 1L;

  ForgedForm() {
    super("The form did not come from this shop.");
  }
}
