package dev.ricordo.shop.page;

import dev.ricordo.shop.visit.Visit;
import io.quarkus.oidc.OidcSession;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/**
 * Signing in and out. The identity service asks for the name; the shop only sees a token.
 *
 * <p>Whoever signs in takes along what the browser remembered before: it moves into the account,
 * and the browser starts anew.
 */
@Path("/")
@Blocking
public class SignInPages {

  private final Visit visit;
  private final OidcSession session;

  SignInPages(Visit visit, OidcSession session) {
    this.visit = visit;
    this.session = session;
  }

  /** Nobody gets here without having signed in. */
  @GET
  @Path("sign-in")
  @Authenticated
  public Response signIn() {
    return Response.seeOther(URI.create("/memory?carried=" + visit.carried())).build();
  }

  @POST
  @Path("sign-out")
  public Uni<Response> signOut() {
    Response home = Response.seeOther(URI.create("/")).build();
    if (!visit.signedIn()) {
      return Uni.createFrom().item(home);
    }
    return session.logout().replaceWith(home);
  }
}
