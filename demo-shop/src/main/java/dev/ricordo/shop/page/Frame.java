package dev.ricordo.shop.page;

import dev.ricordo.shop.catalogue.Department;
import dev.ricordo.shop.visit.RandomToken;
import dev.ricordo.shop.visit.Visit;
import java.util.List;

/**
 * What surrounds every page.
 *
 * @param title of the page, without the shop's name
 * @param known whether it is known who is visiting; otherwise the page says nothing of them
 * @param signedIn whether the visitor is signed in
 * @param name what to call them, empty if they are not
 * @param sessionOver whether they were signed in until now, and have not signed out
 * @param cartCount pieces in the cart
 * @param formToken what genuine forms carry
 * @param once what this page's forms carry too, so that pressing one twice is one press
 * @param version of style sheet and script, so that browsers fetch changed ones
 */
public record Frame(
    String title,
    boolean known,
    boolean signedIn,
    String name,
    boolean sessionOver,
    int cartCount,
    String formToken,
    String once,
    String version) {

  static Frame of(Visit visit, String title) {
    return new Frame(
        title,
        true,
        visit.signedIn(),
        visit.name(),
        visit.tellSessionOver(),
        visit.cart().count(),
        visit.formToken(),
        RandomToken.fresh(),
        Assets.VERSION);
  }

  /** A frame that needs to know nothing of the visitor. */
  static Frame plain(String title) {
    return new Frame(title, false, false, "", false, 0, "", "", Assets.VERSION);
  }

  public List<Department> departments() {
    return List.of(Department.values());
  }
}
