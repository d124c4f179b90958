package dev.ricordo.governance.requests;

import dev.ricordo.Scope;
import dev.ricordo.consent.Purpose;
import dev.ricordo.event.CustomerId;
import dev.ricordo.evidence.Texts;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody asks for, as it comes in.
 *
 * @param customer who asks, as they say
 * @param purposes that a {@link Right#WITHDRAWAL} is about
 * @param scope which events a {@link Right#ERASURE} is about; none for all
 * @param correction what a {@link Right#RECTIFICATION} changes
 * @param reference what the host calls it; the same one twice is the same request
 * @param recipients who was given the customer's data and is to be told
 */
public record Opening(
    CustomerId customer,
    Right right,
    Set<Purpose> purposes,
    Optional<Scope> scope,
    Optional<Details.Correction> correction,
    Optional<String> reference,
    List<String> recipients) {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SALT_BYTES = 32;

  /**
   * @throws IllegalArgumentException if something is missing that the right needs, or given that it
   *     has no use for
   */
  public Opening {
    purposes = Set.copyOf(purposes);
    recipients = List.copyOf(recipients);
    require(right, Right.WITHDRAWAL, "purpose", !purposes.isEmpty());
    require(right, Right.RECTIFICATION, "correction", correction.isPresent());
    if (right != Right.ERASURE && scope.isPresent()) {
      throw new IllegalArgumentException("scope: is of use to an erasure only");
    }
    reference.ifPresent(text -> Texts.require("reference", text));
    recipients.forEach(name -> Texts.require("recipient", name));
  }

  private static void require(Right right, Right of, String field, boolean given) {
    if (given != (right == of)) {
      throw new IllegalArgumentException(
          field + (given ? ": is of use only to a " : ": is missing from a ") + Request.name(of));
    }
  }

  Details details() {
    return new Details(
        customer.value(),
        scope.map(Details.Conditions::of).orElse(null),
        correction.orElse(null),
        salt());
  }

  private static String salt() {
    byte[] bytes = new byte[SALT_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
