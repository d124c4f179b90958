package dev.ricordo.shop.attendant;

/** What became of something that a visitor did, the best first. */
public enum Noticed {
  /** It is remembered now. */
  REMEMBERED,
  /** The browser brought no number, so there was nobody to remember it of; nothing was kept. */
  NOBODYS,
  /** What the visitor allows does not cover it, and nothing of it was kept. */
  WITHHELD,
  /** The memory is out of reach. */
  FAILED
}
