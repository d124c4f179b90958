package dev.ricordo.base;

/**
 * How the collective counts are read: constants of a base, fitted on past data with the mix.
 *
 * @param fade f, what the say of an item fades to with each event that followed it; 1 is no fading
 * @param symmetric whether steps towards the customer's items count like steps from them: right
 *     where the order of events is chance, as within an invoice
 */
public record Readout(double fade, boolean symmetric) {

  /** As the counts are written: a fade of 0.8, in the direction of time. */
  public static final Readout DEFAULT = new Readout(0.8, false);

  /**
   * @throws IllegalArgumentException naming the fade if it is not above 0 and at most 1
   */
  public Readout {
    if (!(fade > 0 && fade <= 1)) {
      throw new IllegalArgumentException("fade: must be above 0 and at most 1, is " + fade);
    }
  }
}
