package dev.ricordo.base;

import dev.ricordo.event.EventKind;

/**
 * How many steps an event of each kind counts for in what customers share: whole numbers, so that
 * sums stay exact. 0 leaves a kind out; a cancellation always counts for nothing.
 */
public record KindWeights(int unknown, int view, int cart, int favourite, int purchase) {

  /** Every kind counts once. */
  public static final KindWeights EQUAL = new KindWeights(1, 1, 1, 1, 1);

  /** The largest weight. */
  public static final int LARGEST = 1000;

  /**
   * @throws IllegalArgumentException naming the kind whose weight is out of range
   */
  public KindWeights {
    require("unknown", unknown);
    require("view", view);
    require("cart", cart);
    require("favourite", favourite);
    require("purchase", purchase);
  }

  private static void require(String kind, int weight) {
    if (weight < 0 || weight > LARGEST) {
      throw new IllegalArgumentException(
          kind + ": must be between 0 and " + LARGEST + ", is " + weight);
    }
  }

  public int of(EventKind kind) {
    return switch (kind) {
      case UNKNOWN -> unknown;
      case VIEW -> view;
      case CART -> cart;
      case FAVOURITE -> favourite;
      case PURCHASE -> purchase;
      case CANCEL -> 0;
    };
  }
}
