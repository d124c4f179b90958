package dev.ricordo.consent;

/** What a customer's events may be used for; each is granted and withdrawn on its own. */
public enum Purpose {
  /** The customer's own memory learns from them, and answers the customer. */
  PERSONALISE,
  /** They are counted in the sums that all customers share. */
  COLLECTIVE,
  /** They may be part of a panel that a base is trained on. */
  TRAIN
}
