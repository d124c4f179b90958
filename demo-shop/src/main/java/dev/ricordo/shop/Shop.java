package dev.ricordo.shop;

import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.shop.catalogue.Assortment;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What the parts of the shop share. */
final class Shop {

  Shop() {}

  @Produces
  @Singleton
  static Assortment assortment() {
    return Assortment.of(Assortment.SEED);
  }

  /** What Ricordo may recommend. */
  @Produces
  @Singleton
  static Catalogue catalogue(Assortment assortment) {
    return assortment.catalogue();
  }

  @Produces
  @Singleton
  static Clock clock() {
    return Clock.systemUTC();
  }
}
