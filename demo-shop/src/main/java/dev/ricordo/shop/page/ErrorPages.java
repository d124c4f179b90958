package dev.ricordo.shop.page;

import dev.ricordo.shop.visit.ForgedForm;
import dev.ricordo.shop.visit.Visit;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** What visitors see when something goes wrong. */
class ErrorPages {

  private static final Logger LOG = Logger.getLogger(ErrorPages.class);
  private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("UTF-8");
  private static final String SIGN_IN = "/sign-in";
  private static final Words EXPIRED =
      new Words(
          "That form has expired",
          "It was open for too long, or cookies are switched off. Go back, reload the page and try"
              + " again.");

  private final Visit visit;

  ErrorPages(Visit visit) {
    this.visit = visit;
  }

  @ServerExceptionMapper
  Response web(WebApplicationException e) {
    Response given = e.getResponse();
    if (given.getStatus() < 400) {
      return given;
    }
    Words words = e instanceof ForgedForm ? EXPIRED : words(given.getStatus());
    // Of an address that leads nowhere, nobody was asked who comes there.
    return page(
        visit.known() ? Frame.of(visit, words.headline()) : Frame.plain(words.headline()),
        given.getStatus(),
        words);
  }

  /** Our own mistake. The visitor learns that it was; the log learns what it was. */
  @ServerExceptionMapper
  Response unexpected(RuntimeException e) {
    LOG.error("A page could not be made", e);
    Words words = words(500);
    return page(Frame.plain(words.headline()), 500, words);
  }

  /**
   * A sign-in that was left without an error of the identity service: it took too long, or what
   * came back is not what was sent. Nobody gets into {@link SignInPages} then.
   */
  @ServerResponseFilter
  void notSignedIn(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getStatus() == 401 && request.getUriInfo().getPath().equals(SIGN_IN)) {
      String page = Templates.notSignedIn(Frame.plain("Not signed in")).render();
      response.setEntity(page, new Annotation[0], HTML);
    }
  }

  private static Response page(Frame frame, int status, Words words) {
    String page = Templates.error(frame, status, words.headline(), words.advice()).render();
    return Response.status(status).type(HTML).entity(page).build();
  }

  private record Words(String headline, String advice) {}

  private static Words words(int status) {
    return switch (status) {
      case 404 ->
          new Words(
              "This page has wandered off",
              "The thing you are after may have been renamed, or never was. The shelves are all"
                  + " still here.");
      case 400 -> new Words("We did not understand that", "Go back and try once more.");
      case 401, 403 ->
          new Words("This door is closed", "Sign in first, or go back to the shop floor.");
      case 405 ->
          new Words("Not like that", "This page cannot be used that way. Go back and try again.");
      default ->
          new Words(
              "Something fell off a shelf",
              "It is our fault, not yours. We have written it down. Try again in a moment.");
    };
  }
}
