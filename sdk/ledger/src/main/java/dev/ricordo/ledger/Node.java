package dev.ricordo.ledger;

/** A complete subtree and its hash. It never changes once its entries are there. */
public record Node(NodeId id, Hash hash) {}
