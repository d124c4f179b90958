package dev.ricordo.evidence.hold;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ricordo.evidence.Texts;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A legal hold: a copy of a customer's events is kept, though the customer is forgotten.
 *
 * @param id random
 * @param customer digest of the customer's id under the hold's key
 * @param reason why, without naming the customer
 * @param by who decided
 * @param and who agreed, another person
 * @param releasedBy null as long as it holds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Hold(
    UUID id,
    String customer,
    String reason,
    String by,
    String and,
    Instant at,
    @Nullable String releasedBy,
    @Nullable Instant releasedAt) {

  /**
   * @throws IllegalArgumentException if a text is missing, or it is one person only
   */
  public Hold {
    Texts.require("reason", reason);
    Texts.requireTwo(by, and);
  }

  /** Whether it was not released. */
  @JsonIgnore
  public boolean holds() {
    return releasedAt == null;
  }

  Hold released(String who, Instant when) {
    Texts.require("by", who);
    return new Hold(id, customer, reason, by, and, at, who, when);
  }
}
