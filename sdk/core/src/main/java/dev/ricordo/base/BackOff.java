package dev.ricordo.base;

/**
 * What stands in for an item that few customers have had: the steps between its category and those
 * of the customer's items, spread over the items of the category.
 *
 * @param weight lambda, 0 for none
 * @param customers an item that fewer distinct customers have had is cold
 */
public record BackOff(double weight, int customers) {

  public static final BackOff NONE = new BackOff(0, 0);

  /**
   * @throws IllegalArgumentException naming what is negative or not finite
   */
  public BackOff {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("weight: must be finite and not negative, is " + weight);
    }
    if (customers < 0) {
      throw new IllegalArgumentException("customers: must not be negative, is " + customers);
    }
  }

  /** Whether it changes any score. */
  public boolean speaks() {
    return weight > 0 && customers > 0;
  }
}
