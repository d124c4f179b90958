package dev.ricordo.evidence.hold;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ricordo.evidence.OfficerAct;
import dev.ricordo.evidence.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A legal hold: a copy of a customer's events is kept, though the customer is forgotten.
 *
 * @param id random
 * @param tenant whose customer it is; null if it was placed before holds knew: then it is on the
 *     customer of this id in every tenant that shares the folder
 * @param customer digest of the customer's id under the hold's key
 * @param reason why, without naming the customer
 * @param by who decided
 * @param and who agreed, another person
 * @param salt of the hold's entries in the ledger; null if it was placed before there were any
 * @param reads who read what it keeps, the first first
 * @param releasedBy null as long as it holds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Hold(
    UUID id,
    @Nullable String tenant,
    String customer,
    String reason,
    String by,
    String and,
    Instant at,
    @Nullable String salt,
    List<Reading> reads,
    @Nullable String releasedBy,
    @Nullable Instant releasedAt) {

  /**
   * @throws IllegalArgumentException if a text is missing, or it is one person only
   */
  public Hold {
    Texts.require("reason", reason);
    Texts.requireTwo(by, and);
    reads = reads == null ? List.of() : List.copyOf(reads);
  }

  /**
   * That what a hold keeps was read.
   *
   * @param by who decided
   * @param and who agreed, another person
   */
  public record Reading(String reason, String by, String and, Instant at) {

    /**
     * @throws IllegalArgumentException if a text is missing, or it is one person only
     */
    public Reading {
      Texts.require("reason", reason);
      Texts.requireTwo(by, and);
    }
  }

  /** Whether it was not released. */
  @JsonIgnore
  public boolean holds() {
    return releasedAt == null;
  }

  /** Whether it may be on a customer of a tenant. */
  boolean isOf(String one) {
    return tenant == null || tenant.equals(one);
  }

  Hold released(String who, Instant when) {
    Texts.require("by", who);
    return new Hold(id, tenant, customer, reason, by, and, at, salt, reads, who, when);
  }

  Hold read(Reading reading) {
    List<Reading> all = Stream.concat(reads.stream(), Stream.of(reading)).toList();
    return new Hold(id, tenant, customer, reason, by, and, at, salt, all, releasedBy, releasedAt);
  }

  /** The same with a salt, if it has none. */
  Hold salted() {
    return salt == null
        ? new Hold(
            id,
            tenant,
            customer,
            reason,
            by,
            and,
            at,
            OfficerAct.newSalt(),
            reads,
            releasedBy,
            releasedAt)
        : this;
  }

  /** What the ledger keeps of the decision to place it. */
  public OfficerAct placed() {
    return act(OfficerAct.Kind.HOLD_PLACED, reason, List.of(by, and), at);
  }

  /** What the ledger keeps of its last reading. */
  public OfficerAct lastRead() {
    Reading last = reads.get(reads.size() - 1);
    return act(OfficerAct.Kind.HOLD_READ, last.reason(), List.of(last.by(), last.and()), last.at());
  }

  /** What the ledger keeps of its release. The reason is that of the hold. */
  public OfficerAct released() {
    return act(
        OfficerAct.Kind.HOLD_RELEASED,
        reason,
        List.of(Objects.requireNonNull(releasedBy)),
        Objects.requireNonNull(releasedAt));
  }

  private OfficerAct act(OfficerAct.Kind kind, String why, List<String> people, Instant when) {
    return new OfficerAct(kind, id, why, people, Objects.requireNonNull(salt), when);
  }
}
