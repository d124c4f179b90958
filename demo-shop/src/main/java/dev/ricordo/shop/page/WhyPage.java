package dev.ricordo.shop.page;

import dev.ricordo.shop.attendant.Attendant;
import dev.ricordo.shop.attendant.Place;
import dev.ricordo.shop.attendant.Reasons;
import dev.ricordo.shop.catalogue.Assortment;
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
import java.util.List;

/** Why something is suggested: a page, or the panel that {@code shop.js} opens in place. */
@Path("/why")
@Blocking
@Produces(MediaType.TEXT_HTML)
public class WhyPage {

  /** What {@code shop.js} sends to get the panel alone. */
  private static final String PANEL = "panel";

  private final Visit visit;
  private final Attendant attendant;
  private final Assortment assortment;

  WhyPage(Visit visit, Attendant attendant, Assortment assortment) {
    this.visit = visit;
    this.attendant = attendant;
    this.assortment = assortment;
  }

  /**
   * @param at the place where it was suggested
   */
  @GET
  @Path("{product}")
  public TemplateInstance why(
      @PathParam("product") String id,
      @QueryParam("at") @DefaultValue("home") String at,
      @HeaderParam("X-Part") @DefaultValue("") String part) {
    Place place = Place.find(at).orElseThrow(NotFoundException::new);
    Product product = assortment.find(id).orElseThrow(NotFoundException::new);
    List<Reasons> reasons = attendant.explain(visit.customer(), place, product).stream().toList();
    if (part.equals(PANEL)) {
      return Templates.whyPanel(product, place.slug(), reasons);
    }
    return Templates.why(
        Frame.of(visit, "Why " + product.name() + "?"), product, place.slug(), reasons);
  }
}
