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
import org.jspecify.annotations.Nullable;

/** Who is asking, and with which cart; lives as long as one request. */
@RequestScoped
public class Visit {

  private final CurrentIdentityAssociation identity;
  private String visitor = RandomToken.fresh();
  private String formToken = RandomToken.fresh();
  private Cart cart = Cart.empty();
  private boolean known;
  private boolean recognised;
  private boolean sessionOver;
  private boolean saidToBeSignedIn;
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

  /**
   * Whether the visitor was signed in and is not any more, without having signed out. Whoever asks
   * tells them, so it is true on one page.
   */
  public boolean tellSessionOver() {
    boolean over = saidToBeSignedIn && !signedIn();
    saidToBeSignedIn &= !over;
    return over;
  }

  /** The visitor signs out, and needs not be told. */
  public void signOut() {
    saidToBeSignedIn = false;
  }

  /** What the browser is to bring along as long as it is signed in. */
  boolean saidToBeSignedIn() {
    return saidToBeSignedIn;
  }

  void sayToBeSignedIn() {
    saidToBeSignedIn = true;
  }

  /**
   * Whether what happens could be told again of the same visitor: whoever is signed in, or brought
   * the number that an earlier page gave. What others do would be kept under a number that nobody
   * has, if their browser keeps no cookies.
   */
  public boolean recognised() {
    return recognised || signedIn();
  }

  /** Binds a text to this browser: whoever does not have its form token cannot make the seal. */
  public String seal(String text) {
    return Seal.of(formToken, text);
  }

  /** Whether this browser was given the seal for the text. */
  public boolean sealed(String text, @Nullable String seal) {
    return seal != null && RandomToken.same(seal(text), seal);
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

  /**
   * Whether the request's cookies were read: if not, there is nothing to write back, and nothing to
   * say of the visitor.
   */
  public boolean known() {
    return known;
  }

  void known(boolean read) {
    known = read;
  }

  void resume(String visitorToken) {
    visitor = visitorToken;
    recognised = true;
  }

  void resumeForm(String token) {
    formToken = token;
  }
}
