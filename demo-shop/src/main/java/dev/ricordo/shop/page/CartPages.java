package dev.ricordo.shop.page;

import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.shop.attendant.Attendant;
import dev.ricordo.shop.attendant.Noticed;
import dev.ricordo.shop.attendant.Place;
import dev.ricordo.shop.catalogue.Assortment;
import dev.ricordo.shop.catalogue.Product;
import dev.ricordo.shop.visit.Cart;
import dev.ricordo.shop.visit.RandomToken;
import dev.ricordo.shop.visit.Visit;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
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
  private static final URI CART_FULL = URI.create("/cart?full=true");
  private static final URI THANKS = URI.create("/thanks");

  private final Visit visit;
  private final Attendant attendant;
  private final Assortment assortment;

  CartPages(Visit visit, Attendant attendant, Assortment assortment) {
    this.visit = visit;
    this.attendant = attendant;
    this.assortment = assortment;
  }

  /**
   * @param full whether the cart has just had no place for something
   * @param noticed what became of having put something in, just now
   */
  @GET
  @Path("cart")
  public TemplateInstance cart(
      @QueryParam("full") @DefaultValue("false") boolean full,
      @QueryParam("noticed") @DefaultValue("REMEMBERED") Noticed noticed) {
    return Templates.cart(
        Frame.of(visit, "Your cart"),
        visit.cart(),
        full,
        noticed,
        attendant.suggest(visit.customer(), Place.CART, Optional.empty(), GOES_WITH));
  }

  /**
   * Puts a piece into the cart.
   *
   * @param once of the form: the same form sent again is another piece, but no other event
   */
  @POST
  @Path("cart/add")
  public Response add(
      @FormParam("product") @Nullable String id, @FormParam("once") @Nullable String once) {
    Product product = require(id);
    EventId press = event(once, EventKind.CART, product);
    Cart fuller = visit.cart().plus(product);
    if (fuller.count() == visit.cart().count()) {
      return Response.seeOther(CART_FULL).build();
    }
    visit.cart(fuller);
    Noticed noticed = attendant.notice(press, EventKind.CART, visit.customer(), product, 1);
    return Response.seeOther(saying(noticed, CART)).build();
  }

  /** The event that a form is about: the same for the same form, so that it is learned once. */
  private static EventId event(@Nullable String once, EventKind kind, Product product) {
    if (once == null || !RandomToken.isOne(once)) {
      throw new BadRequestException("once: must be what the form carries");
    }
    return EventId.of("form:" + once + ":" + kind + ":" + product.id().value());
  }

  private static URI saying(Noticed noticed, URI page) {
    return noticed == Noticed.REMEMBERED
        ? page
        : UriBuilder.fromUri(page).queryParam("noticed", noticed).build();
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
        .flatMap(assortment::find)
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

  /**
   * Buys what is in the cart. This shop takes no money and no address.
   *
   * @param once of the form: the same form sent again buys nothing again
   */
  @POST
  @Path("checkout")
  public Response buy(@FormParam("once") @Nullable String once) {
    Cart bought = visit.cart();
    if (bought.isEmpty()) {
      return Response.seeOther(CART).build();
    }
    Noticed worst = Noticed.REMEMBERED;
    for (Cart.Line line : bought.lines()) {
      EventId purchase = event(once, EventKind.PURCHASE, line.product());
      Noticed noticed =
          attendant.notice(
              purchase, EventKind.PURCHASE, visit.customer(), line.product(), line.pieces());
      worst = noticed.compareTo(worst) > 0 ? noticed : worst;
    }
    visit.cart(bought.emptied());
    return Response.seeOther(saying(worst, THANKS)).build();
  }

  /**
   * Where buying leads: a page of its own, so that loading it again buys nothing.
   *
   * @param noticed what became of the purchases, the worst of them
   */
  @GET
  @Path("thanks")
  public TemplateInstance thanks(
      @QueryParam("noticed") @DefaultValue("REMEMBERED") Noticed noticed) {
    return Templates.thanks(Frame.of(visit, "Thank you"), noticed);
  }
}
