package dev.ricordo.shop.page;

import dev.ricordo.Erasure;
import dev.ricordo.shop.attendant.Noticed;
import dev.ricordo.shop.attendant.Reasons;
import dev.ricordo.shop.attendant.Suggestions;
import dev.ricordo.shop.catalogue.Category;
import dev.ricordo.shop.catalogue.Product;
import dev.ricordo.shop.visit.Cart;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The templates, one per page; their expressions are checked when the shop is built. */
@CheckedTemplate(basePath = "")
final class Templates {

  private Templates() {}

  static native TemplateInstance home(
      Frame frame, Suggestions forYou, List<Product> recent, List<Product> favourites);

  static native TemplateInstance category(
      Frame frame,
      Category category,
      String tagline,
      List<String> brands,
      String brand,
      String order,
      Suggestions shelf);

  static native TemplateInstance product(
      Frame frame, Product product, Suggestions alsoLike, Noticed look);

  static native TemplateInstance search(Frame frame, String query, List<Product> found, int total);

  static native TemplateInstance cart(
      Frame frame, Cart cart, boolean full, Noticed noticed, Suggestions goesWith);

  static native TemplateInstance checkout(Frame frame, Cart cart);

  static native TemplateInstance thanks(Frame frame, Noticed purchases);

  static native TemplateInstance why(
      Frame frame, Product product, String place, List<Reasons> reasons);

  static native TemplateInstance whyPanel(Product product, String place, List<Reasons> reasons);

  static native TemplateInstance memory(
      Frame frame, List<MemoryView> memory, boolean unused, boolean recognised, int carried);

  static native TemplateInstance forgetting(
      Frame frame, List<MemoryView> memory, String changed, String who, String what);

  static native TemplateInstance forgotten(Frame frame, Erasure erasure);

  static native TemplateInstance notForgotten(Frame frame);

  static native TemplateInstance notSignedIn(Frame frame);

  static native TemplateInstance signedOut(Frame frame, String service);

  static native TemplateInstance privacy(Frame frame);

  static native TemplateInstance error(Frame frame, int status, String headline, String advice);
}
