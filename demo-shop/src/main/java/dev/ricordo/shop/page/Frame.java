package dev.ricordo.shop.page;

import dev.ricordo.shop.catalogue.Department;
import dev.ricordo.shop.visit.Visit;
import java.util.List;

/**
 * What surrounds every page.
 *
 * @param title of the page, without the shop's name
 * @param signedIn whether the visitor is signed in
 * @param name what to call them, empty if they are not
 * @param cartCount pieces in the cart
 * @param formToken what genuine forms carry
 * @param version of style sheet and script, so that browsers fetch changed ones
 */
public record Frame(
    String title, boolean signedIn, String name, int cartCount, String formToken, String version) {

  static Frame of(Visit visit, String title) {
    return new Frame(
        title,
        visit.signedIn(),
        visit.name(),
        visit.cart().count(),
        visit.formToken(),
        Assets.VERSION);
  }

  /** A frame that needs to know nothing of the visitor. */
  static Frame plain(String title) {
    return new Frame(title, false, "", 0, "", Assets.VERSION);
  }

  public List<Department> departments() {
    return List.of(Department.values());
  }
}
