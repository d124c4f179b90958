package dev.ricordo.shop.page;

import dev.ricordo.shop.catalogue.Assortment;
import dev.ricordo.shop.catalogue.Product;
import dev.ricordo.shop.picture.Pictures;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** The products' pictures. They are the same for everyone, so everyone may keep them. */
@Path("/pictures")
public class PictureFiles {

  private static final int DAY_SECONDS = 86_400;

  private final Assortment assortment;

  PictureFiles(Assortment assortment) {
    this.assortment = assortment;
  }

  @GET
  @Path("{product:[a-z]+-[0-9]+}.svg")
  @Produces("image/svg+xml")
  public Response picture(@PathParam("product") String id, @Context Request request) {
    Product product = assortment.find(id).orElseThrow(NotFoundException::new);
    String svg = Pictures.svg(product);
    EntityTag tag = new EntityTag(Integer.toHexString(svg.hashCode()));
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    CacheControl cache = new CacheControl();
    cache.setMaxAge(DAY_SECONDS);
    cache.setPrivate(false);
    return Optional.ofNullable(unchanged)
        .orElseGet(() -> Response.ok(svg))
        .tag(tag)
        .cacheControl(cache)
        .build();
  }
}
