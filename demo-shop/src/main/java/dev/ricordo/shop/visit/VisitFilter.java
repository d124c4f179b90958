package dev.ricordo.shop.visit;

import dev.ricordo.event.CustomerId;
import dev.ricordo.shop.attendant.Attendant;
import dev.ricordo.shop.catalogue.Assortment;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * Reads the visitor, the cart and the form token from their cookies, and writes back what changed.
 *
 * <p>Whoever is signed in takes along what the browser remembered before, at the first page where
 * that succeeds; the number that it was remembered under is the account's then, so the browser gets
 * another.
 *
 * <p>A browser says by a cookie of its own that it is signed in: the session's cookie ends with the
 * session, and whoever was signed out by the clock is to be told.
 *
 * <p>A form must carry the token of the browser's own cookie (double submit): another site can make
 * a browser send the cookie, but can neither read it nor set it. What the browser itself says about
 * the request's origin is checked too.
 */
class VisitFilter {

  static final String VISITOR = "lumaca-visitor";
  static final String CART = "lumaca-cart";
  static final String FORM = "lumaca-form";
  static final String SIGNED_IN = "lumaca-signed-in";
  static final String FORM_FIELD = "form";

  /** Quarkus' session cookie; long ones come in chunks with a longer name. */
  private static final String SESSION = "q_session";

  private static final String YES = "yes";
  private static final String PICTURES = "/pictures/";
  private static final Duration VISITOR_AGE = Duration.ofDays(180);
  private static final Duration CART_AGE = Duration.ofDays(30);
  private static final Duration SIGNED_IN_AGE = Duration.ofDays(30);

  private final Visit visit;
  private final Attendant attendant;
  private final Assortment assortment;

  VisitFilter(Visit visit, Attendant attendant, Assortment assortment) {
    this.visit = visit;
    this.attendant = attendant;
    this.assortment = assortment;
  }

  @WithFormRead
  @ServerRequestFilter
  void read(ResteasyReactiveContainerRequestContext request) {
    if (isPicture(request)) {
      return;
    }
    Map<String, Cookie> cookies = request.getCookies();
    token(cookies, VISITOR).ifPresent(visit::resume);
    token(cookies, FORM).ifPresent(visit::resumeForm);
    value(cookies, CART).ifPresent(text -> visit.cart(Cart.parse(text, assortment)));
    value(cookies, SIGNED_IN).filter(YES::equals).ifPresent(yes -> visit.sayToBeSignedIn());
    visit.known(true);
    if (!isSafe(request)) {
      requireGenuine(request, token(cookies, FORM));
    }
    carryOver();
  }

  /*
   * A number that is part of an account is given up wherever it turns up, signed in or not: the answer
   * that gave the browser another one may never have arrived.
   */
  private void carryOver() {
    giveUpNumberOfAnAccount();
    visit.account().ifPresent(this::carryOver);
    giveUpNumberOfAnAccount();
  }

  private void carryOver(CustomerId account) {
    visit.sayToBeSignedIn();
    visit.carried(attendant.carryOver(visit.visitor(), account));
  }

  private void giveUpNumberOfAnAccount() {
    if (attendant.isPartOfAnAccount(visit.visitor())) {
      visit.startAnew();
    }
  }

  private static boolean isPicture(ContainerRequestContext request) {
    return request.getUriInfo().getPath().startsWith(PICTURES);
  }

  private static boolean isSafe(ContainerRequestContext request) {
    return switch (request.getMethod()) {
      case "GET", "HEAD", "OPTIONS" -> true;
      default -> false;
    };
  }

  private static void requireGenuine(
      ResteasyReactiveContainerRequestContext request, Optional<String> cookie) {
    String site = request.getHeaderString("Sec-Fetch-Site");
    boolean ownSite = site == null || site.equals("same-origin") || site.equals("none");
    Object field = request.getServerRequestContext() == null ? null : formField(request);
    boolean same =
        cookie.isPresent() && field instanceof String text && RandomToken.same(cookie.get(), text);
    if (!ownSite || !same) {
      throw new ForgedForm();
    }
  }

  private static String formField(ResteasyReactiveContainerRequestContext request) {
    ResteasyReactiveRequestContext context =
        (ResteasyReactiveRequestContext) request.getServerRequestContext();
    return context.getFormParameter(FORM_FIELD, true, false) instanceof String text ? text : "";
  }

  @ServerResponseFilter
  void write(ContainerRequestContext request, ContainerResponseContext response) {
    if (isPicture(request)) {
      return;
    }
    response.getHeaders().putIfAbsent(HttpHeaders.CACHE_CONTROL, List.of("no-store"));
    if (!visit.known()) {
      return; // No page was found, so nobody was asked who it is for.
    }
    Map<String, Cookie> cookies = request.getCookies();
    boolean secure = isSecure(request.getUriInfo());
    set(
        response,
        cookies,
        VISITOR,
        visit.visitorToken(),
        VISITOR_AGE,
        NewCookie.SameSite.LAX,
        secure);
    set(response, cookies, FORM, visit.formToken(), VISITOR_AGE, NewCookie.SameSite.LAX, secure);
    if (visit.saidToBeSignedIn() || cookies.containsKey(SIGNED_IN)) {
      String said = visit.saidToBeSignedIn() ? YES : "";
      set(response, cookies, SIGNED_IN, said, SIGNED_IN_AGE, NewCookie.SameSite.LAX, secure);
    }
    if (visit.sessionOver()) {
      endSession(response, cookies, secure);
    }
    if (!visit.cart().isEmpty() || cookies.containsKey(CART)) {
      set(response, cookies, CART, visit.cart().text(), CART_AGE, NewCookie.SameSite.LAX, secure);
    }
  }

  /** Takes a session back that is worth nothing any more. */
  private static void endSession(
      ContainerResponseContext response, Map<String, Cookie> cookies, boolean secure) {
    for (String name : cookies.keySet()) {
      if (name.startsWith(SESSION)) {
        set(response, cookies, name, "", Duration.ZERO, NewCookie.SameSite.LAX, secure);
      }
    }
  }

  private static boolean isSecure(UriInfo uri) {
    return "https".equals(uri.getRequestUri().getScheme());
  }

  private static void set(
      ContainerResponseContext response,
      Map<String, Cookie> cookies,
      String name,
      String value,
      Duration age,
      NewCookie.SameSite sameSite,
      boolean secure) {
    if (value(cookies, name).filter(value::equals).isPresent()) {
      return;
    }
    NewCookie cookie =
        new NewCookie.Builder(name)
            .value(value)
            .path("/")
            .maxAge(value.isEmpty() ? 0 : (int) age.toSeconds())
            .httpOnly(true)
            .secure(secure)
            .sameSite(sameSite)
            .build();
    response.getHeaders().add(HttpHeaders.SET_COOKIE, cookie);
  }

  private static Optional<String> value(Map<String, Cookie> cookies, String name) {
    return Optional.ofNullable(cookies.get(name)).map(Cookie::getValue);
  }

  private static Optional<String> token(Map<String, Cookie> cookies, String name) {
    return value(cookies, name).filter(RandomToken::isOne);
  }
}
