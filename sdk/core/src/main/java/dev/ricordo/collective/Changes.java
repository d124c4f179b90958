package dev.ricordo.collective;

/** Receives by how much one customer's share of the sums changes. */
public interface Changes {

  /** Hears nothing. */
  Changes IGNORED =
      new Changes() {
        @Override
        public void step(long epoch, int from, int to, long amount, int customers) {}

        @Override
        public void categoryStep(long epoch, int from, int to, long amount, int customers) {}

        @Override
        public void item(long epoch, int item, int customers) {}
      };

  /**
   * A cell of the transition counts.
   *
   * @param amount in fixed point, {@link Transitions#ONE} being one step
   * @param customers 1 if the customer was not in this cell before, -1 if no longer, else 0
   */
  void step(long epoch, int from, int to, long amount, int customers);

  /** A cell of the transition counts between categories. */
  void categoryStep(long epoch, int from, int to, long amount, int customers);

  /** Whether the customer has had an item in an epoch: 1 for now, -1 for no longer. */
  void item(long epoch, int item, int customers);

  /** The same changes the other way round. */
  default Changes reversed() {
    Changes forward = this;
    return new Changes() {
      @Override
      public void step(long epoch, int from, int to, long amount, int customers) {
        forward.step(epoch, from, to, -amount, -customers);
      }

      @Override
      public void categoryStep(long epoch, int from, int to, long amount, int customers) {
        forward.categoryStep(epoch, from, to, -amount, -customers);
      }

      @Override
      public void item(long epoch, int item, int customers) {
        forward.item(epoch, item, -customers);
      }
    };
  }
}
