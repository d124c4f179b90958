package dev.ricordo.shop.page;

import dev.ricordo.shop.visit.Visit;
import io.quarkus.oidc.OidcConfigurationMetadata;
import io.quarkus.oidc.OidcSession;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Signing in and out. The identity service asks for the name; the shop only sees a token.
 *
 * <p>Whoever signs in takes along what the browser remembered before: it moves into the account,
 * and the browser starts anew.
 */
@Path("/")
@Blocking
@Produces(MediaType.TEXT_HTML)
public class SignInPages {

  private final Visit visit;
  private final OidcSession session;
  private final OidcConfigurationMetadata service;
  private final String clientId;

  SignInPages(
      Visit visit,
      OidcSession session,
      OidcConfigurationMetadata service,
      @ConfigProperty(name = "quarkus.oidc.client-id") String clientId) {
    this.visit = visit;
    this.session = session;
    this.service = service;
    this.clientId = clientId;
  }

  /** Nobody gets here without having signed in. */
  @GET
  @Path("sign-in")
  @Authenticated
  public Response signIn() {
    return Response.seeOther(URI.create("/memory?carried=" + visit.carried())).build();
  }

  /**
   * Ends the session here, and sends the browser to end the one at the identity service: that one
   * too if the session here is over already, for it may go on there.
   */
  @POST
  @Path("sign-out")
  public Uni<Response> signOut(@Context UriInfo here) {
    visit.signOut();
    Response answer =
        Optional.ofNullable(service.getEndSessionUri())
            .map(end -> signedOut(there(end, here)))
            .orElseGet(SignInPages::home);
    return session.logout().replaceWith(answer);
  }

  /** Where the identity service sends whoever cancelled there, or was refused. */
  @GET
  @Path("sign-in/failed")
  public TemplateInstance notSignedIn() {
    return Templates.notSignedIn(Frame.of(visit, "Not signed in"));
  }

  private static Response home() {
    return Response.seeOther(URI.create("/")).build();
  }

  /** Without the token, which names the customer: the service may ask whether they mean it. */
  private String there(String endSession, UriInfo here) {
    return UriBuilder.fromUri(endSession)
        .queryParam("client_id", clientId)
        .queryParam("post_logout_redirect_uri", here.getBaseUri().resolve("/"))
        .build()
        .toString();
  }

  /*
   * A page of its own, that leads on: no form of this shop may end at another origin, and browsers
   * hold redirects to that.
   */
  private static Response signedOut(String there) {
    return Response.ok(Templates.signedOut(Frame.plain("Signed out"), there))
        .header("Refresh", "0; url=" + there)
        .build();
  }
}
