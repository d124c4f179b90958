package dev.ricordo.shop.page;

import dev.ricordo.shop.visit.ForgedForm;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What visitors see when something goes wrong. */
class ErrorPages {

  private static final Logger LOG = Logger.getLogger(ErrorPages.class);

  @ServerExceptionMapper
  Response web(WebApplicationException e) {
    Response given = e.getResponse();
    if (given.getStatus() < 400) {
      return given;
    }
    return answer(given.getStatus(), page(given.getStatus(), e instanceof ForgedForm));
  }

  /** Our own mistake. The visitor learns that it was; the log learns what it was. */
  @ServerExceptionMapper
  Response unexpected(RuntimeException e) {
    LOG.error("A page could not be made", e);
    return answer(500, page(500, false));
  }

  private static Response answer(int status, TemplateInstance page) {
    return Response.status(status)
        .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
        .entity(page.render())
        .build();
  }

  private static TemplateInstance page(int status, boolean forged) {
    if (forged) {
      return page(
          status,
          "That form has expired",
          "It was open for too long, or cookies are switched off. Go back, reload the page and try"
              + " again.");
    }
    return switch (status) {
      case 404 ->
          page(
              status,
              "This page has wandered off",
              "The thing you are after may have been renamed, or never was. The shelves are all"
                  + " still here.");
      case 400 -> page(status, "We did not understand that", "Go back and try once more.");
      case 401, 403 ->
          page(status, "This door is closed", "Sign in first, or go back to the shop floor.");
      case 405 ->
          page(
              status, "Not like that", "This page cannot be used that way. Go back and try again.");
      default ->
          page(
              status,
              "Something fell off a shelf",
              "It is our fault, not yours. We have written it down. Try again in a moment.");
    };
  }

  private static TemplateInstance page(int status, String headline, String advice) {
    return Templates.error(Frame.plain(headline), status, headline, advice);
  }
}
