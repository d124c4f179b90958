package dev.ricordo.governance.requests;

import dev.ricordo.postgres.Docket;
import java.util.Optional;
import java.util.UUID;

/**
 * A request as it lies in the docket.
 *
 * @param details what names the customer; empty once the customer was erased
 */
public record Filed(Docket.Entry entry, Request request, Optional<Details> details) {

  static Filed of(Docket.Entry entry) {
    return new Filed(
        entry,
        RequestFormat.read(entry.state(), Request.class),
        entry.details().map(text -> RequestFormat.read(text, Details.class)));
  }

  public UUID id() {
    return entry.id();
  }

  @Override
  public String toString() {
    return "Filed[" + id() + ", " + request.stage() + "]";
  }
}
