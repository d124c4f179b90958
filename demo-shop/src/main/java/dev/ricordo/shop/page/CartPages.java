package dev.ricordo.shop.page;

import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import dev.ricordo.shop.attendant.Attendant;
import dev.ricordo.shop.attendant.Place;
import dev.ricordo.shop.catalogue.Assortment;
import dev.ricordo.shop.catalogue.Product;
import dev.ricordo.shop.visit.Cart;
import dev.ricordo.shop.visit.Visit;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cart and the till. Putting something into the cart is an event, and so is buying it. */
@Path("/")
@Blocking
@Produces(MediaType.TEXT_HTML)
public class CartPages {

  private static final int GOES_WITH = 6;
  private static final URI CART = URI.create("/cart");

  private final Visit visit;
  private final Attendant attendant;
  private final Assortment assortment;

  CartPages(Visit visit, Attendant attendant, Assortment assortment) {
    this.visit = visit;
    this.attendant = attendant;
    this.assortment = assortment;
  }

  @GET
  @Path("cart")
  public TemplateInstance cart() {
    return Templates.cart(
        Frame.of(visit, "Your cart"),
        visit.cart(),
        attendant.suggest(visit.customer(), Place.CART, Optional.empty(), GOES_WITH));
  }

  @POST
  @Path("cart/add")
  public Response add(@FormParam("product") @Nullable String id) {
    Product product = require(id);
    visit.cart(visit.cart().plus(product));
    attendant.notice(EventKind.CART, visit.customer(), product, 1);
    return Response.seeOther(CART).build();
  }

  /** Sets how many pieces of a product are in the cart; 0 takes it out. */
  @POST
  @Path("cart/change")
  public Response change(
      @FormParam("product") @Nullable String id, @FormParam("pieces") @Nullable String pieces) {
    visit.cart(visit.cart().with(require(id), count(pieces)));
    return Response.seeOther(CART).build();
  }

  private static int count(@Nullable String pieces) {
    try {
      return Integer.parseInt(pieces == null ? "" : pieces.strip());
    } catch (NumberFormatException e) {
      throw new BadRequestException("pieces: must be a number from 0 to " + Cart.MAX_PIECES, e);
    }
  }

  private Product require(@Nullable String id) {
    return Optional.ofNullable(id)
        .filter(text -> !text.isBlank() && text.length() < 40)
        .flatMap(text -> assortment.find(ItemId.of(text)))
        .orElseThrow(() -> new BadRequestException("product: is not sold here"));
  }

  @GET
  @Path("checkout")
  public Response checkout() {
    if (visit.cart().isEmpty()) {
      return Response.seeOther(CART).build();
    }
    return Response.ok(Templates.checkout(Frame.of(visit, "Checkout"), visit.cart())).build();
  }

  /** Buys what is in the cart. This shop takes no money and no address. */
  @POST
  @Path("checkout")
  public Response buy() {
    Cart bought = visit.cart();
    if (bought.isEmpty()) {
      return Response.seeOther(CART).build();
    }
    boolean remembered = true;
    for (Cart.Line line : bought.lines()) {
      remembered &=
          attendant.notice(EventKind.PURCHASE, visit.customer(), line.product(), line.pieces());
    }
    visit.cart(bought.emptied());
    return Response.ok(Templates.thanks(Frame.of(visit, "Thank you"), bought, remembered)).build();
  }
}
