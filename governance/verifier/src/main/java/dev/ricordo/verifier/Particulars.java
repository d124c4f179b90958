package dev.ricordo.verifier;

import java.util.List;
import java.util.Map;

/**
 * What only the file says in the clear, and the ledger has a salted digest of.
 *
 * @param identity how it was found out who asks; empty if nobody had to ask
 * @param approvers who carried it out
 * @param recipients who was given the customer's data before, and is to be told
 */
public record Particulars(String identity, List<String> approvers, List<String> recipients) {

  /** Of a certificate of version 1. */
  static final Particulars NONE = new Particulars("", List.of(), List.of());

  public Particulars {
    approvers = List.copyOf(approvers);
    recipients = List.copyOf(recipients);
  }

  static Particulars of(Map<String, Object> values) {
    Members members =
        Members.of(
            "file.particulars", values, java.util.Set.of("identity", "approvers", "recipients"));
    return new Particulars(
        members.text("identity"), members.texts("approvers"), members.texts("recipients"));
  }
}
