package dev.ricordo.shop.page;

import dev.ricordo.event.EventKind;
import dev.ricordo.shop.attendant.Attendant;
import dev.ricordo.shop.attendant.Noticed;
import dev.ricordo.shop.attendant.Place;
import dev.ricordo.shop.attendant.Suggestions;
import dev.ricordo.shop.catalogue.Assortment;
import dev.ricordo.shop.catalogue.Category;
import dev.ricordo.shop.catalogue.Product;
import dev.ricordo.shop.visit.Visit;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Categories, products and search. Opening a product's page is an event. */
@Path("/")
@Blocking
@Produces(MediaType.TEXT_HTML)
public class ShelfPages {

  private static final int ALSO_LIKE = 6;
  private static final int FOUND = 60;
  private static final int LONGEST_QUERY = 80;

  private final Visit visit;
  private final Attendant attendant;
  private final Assortment assortment;

  ShelfPages(Visit visit, Attendant attendant, Assortment assortment) {
    this.visit = visit;
    this.attendant = attendant;
    this.assortment = assortment;
  }

  /**
   * A category's shelf.
   *
   * @param brand only this maker's products, unless empty
   * @param order {@code you}, {@code low} (price) or {@code high}
   */
  @GET
  @Path("categories/{category}")
  public TemplateInstance category(
      @PathParam("category") String slug,
      @QueryParam("brand") @DefaultValue("") String brand,
      @QueryParam("order") @DefaultValue("you") String order) {
    Category category = Category.find(slug).orElseThrow(NotFoundException::new);
    int all = assortment.shelf(category).size();
    Suggestions shelf =
        attendant.suggest(visit.customer(), Place.SHELF, Optional.of(category), all);
    return Templates.category(
        Frame.of(visit, category.title()),
        category,
        assortment.tagline(category),
        assortment.brands(category),
        brand,
        order,
        new Suggestions(arranged(shelf.products(), brand, order), shelf.source()));
  }

  private static List<Product> arranged(List<Product> products, String brand, String order) {
    List<Product> chosen =
        products.stream().filter(p -> brand.isEmpty() || p.brand().name().equals(brand)).toList();
    Comparator<Product> byPrice = Comparator.comparingInt(Product::cents);
    return switch (order) {
      case "low" -> chosen.stream().sorted(byPrice).toList();
      case "high" -> chosen.stream().sorted(byPrice.reversed()).toList();
      default -> chosen;
    };
  }

  /** A product's page. A browser that only fetches ahead has not looked at anything. */
  @GET
  @Path("products/{product}")
  public TemplateInstance product(
      @PathParam("product") String id,
      @HeaderParam("Sec-Purpose") @DefaultValue("") String purpose) {
    Product product = assortment.find(id).orElseThrow(NotFoundException::new);
    Noticed look = purpose.contains("prefetch") ? Noticed.REMEMBERED : look(product);
    return Templates.product(
        Frame.of(visit, product.name()),
        product,
        attendant.suggest(visit.customer(), Place.PRODUCT, Optional.empty(), ALSO_LIKE),
        look);
  }

  /**
   * A look is learned if the browser keeps the number that it is learned under. All else that is
   * learned comes with a form, and forms need cookies anyway.
   */
  private Noticed look(Product product) {
    return visit.recognised()
        ? attendant.notice(EventKind.VIEW, visit.customer(), product, 1)
        : Noticed.NOBODYS;
  }

  @GET
  @Path("search")
  public TemplateInstance search(@QueryParam("q") @DefaultValue("") String query) {
    String words = query.substring(0, Math.min(query.length(), LONGEST_QUERY)).strip();
    List<Product> found = words.isEmpty() ? List.of() : assortment.search(words);
    return Templates.search(
        Frame.of(visit, "Search"),
        words,
        found.subList(0, Math.min(FOUND, found.size())),
        found.size());
  }
}
