package dev.ricordo.verifier;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What only the file says in the clear, and the ledger has a salted digest of.
 *
 * @param identity how it was found out who asks, and who found out; empty if nobody had to ask
 * @param approvers who carried it out
 * @param recipients who was given the customer's data before, and is to be told
 * @param basis by what law or rule it was asked for; empty in versions 1 and 2
 */
public record Particulars(
    String identity, List<String> approvers, List<String> recipients, String basis) {

  private static final Set<String> SECOND = Set.of("identity", "approvers", "recipients");
  private static final Set<String> THIRD = Set.of("identity", "approvers", "recipients", "basis");

  /** Of a certificate of version 1. */
  static final Particulars NONE = new Particulars("", List.of(), List.of(), "");

  public Particulars {
    approvers = List.copyOf(approvers);
    recipients = List.copyOf(recipients);
  }

  static Particulars of(Map<String, Object> values, long version) {
    Members members = Members.of("file.particulars", values, version == 2 ? SECOND : THIRD);
    return new Particulars(
        members.text("identity"),
        members.texts("approvers"),
        members.texts("recipients"),
        version == 2 ? "" : members.text("basis"));
  }
}
