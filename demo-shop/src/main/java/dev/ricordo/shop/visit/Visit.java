package dev.ricordo.shop.visit;

import dev.ricordo.event.CustomerId;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.security.Principal;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who is asking, and with which cart; lives as long as one request. */
@RequestScoped
public class Visit {

  private final CurrentIdentityAssociation identity;
  private String visitor = RandomToken.fresh();
  private String formToken = RandomToken.fresh();
  private Cart cart = Cart.empty();
  private boolean known;
  private boolean sessionOver;
  private int carried;

  Visit(CurrentIdentityAssociation identity) {
    this.identity = identity;
  }

  /** The signed-in customer, or else the anonymous visitor: two people until they sign in. */
  public CustomerId customer() {
    return account().orElseGet(this::visitor);
  }

  /** The anonymous visitor of this browser. */
  public CustomerId visitor() {
    return CustomerId.of("visitor:" + visitor);
  }

  /** The signed-in customer: the subject of the token. */
  public Optional<CustomerId> account() {
    return token().map(t -> CustomerId.of("account:" + t.getSubject()));
  }

  public boolean signedIn() {
    return token().isPresent();
  }

  /** What to call the signed-in customer, on their own pages only. */
  public String name() {
    return token()
        .map(t -> Optional.<String>ofNullable(t.getClaim("name")).orElse("you"))
        .orElse("");
  }

  private Optional<JsonWebToken> token() {
    return identified().filter(JsonWebToken.class::isInstance).map(JsonWebToken.class::cast);
  }

  /** A session that has ended, or that another start of the identity service signed, is none. */
  private Optional<Principal> identified() {
    try {
      SecurityIdentity who = identity.getDeferredIdentity().await().indefinitely();
      return who.isAnonymous() ? Optional.empty() : Optional.of(who.getPrincipal());
    } catch (AuthenticationFailedException | AuthenticationCompletionException e) {
      sessionOver = true;
      return Optional.empty();
    }
  }

  /** Whether the browser sent a session that is worth nothing any more. */
  boolean sessionOver() {
    return sessionOver;
  }

  /** How many events of the anonymous visitor this request has moved into the account. */
  public int carried() {
    return carried;
  }

  void carried(int events) {
    carried = events;
  }

  /** From now on this browser is somebody new. */
  public void startAnew() {
    visitor = RandomToken.fresh();
  }

  public Cart cart() {
    return cart;
  }

  public void cart(Cart newCart) {
    cart = newCart;
  }

  /** What a genuine form of this shop carries in its hidden field. */
  public String formToken() {
    return formToken;
  }

  String visitorToken() {
    return visitor;
  }

  /** Whether the request's cookies were read: if not, there is nothing to write back. */
  boolean known() {
    return known;
  }

  void known(boolean read) {
    known = read;
  }

  void resume(String visitorToken) {
    visitor = visitorToken;
  }

  void resumeForm(String token) {
    formToken = token;
  }
}
