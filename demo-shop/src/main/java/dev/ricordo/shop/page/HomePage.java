package dev.ricordo.shop.page;

import dev.ricordo.shop.attendant.Attendant;
import dev.ricordo.shop.attendant.Place;
import dev.ricordo.shop.attendant.Suggestions;
import dev.ricordo.shop.visit.Visit;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/** The front door, and the page about privacy. */
@Path("/")
@Blocking
@Produces(MediaType.TEXT_HTML)
public class HomePage {

  private static final int FOR_YOU = 12;
  private static final int RECENT = 6;
  private static final int FAVOURITES = 8;

  private final Visit visit;
  private final Attendant attendant;

  HomePage(Visit visit, Attendant attendant) {
    this.visit = visit;
    this.attendant = attendant;
  }

  @GET
  public TemplateInstance home() {
    Suggestions forYou = attendant.suggest(visit.customer(), Place.HOME, Optional.empty(), FOR_YOU);
    return Templates.home(
        Frame.of(visit, "A slow shop with a quick memory"),
        forYou,
        attendant.recent(visit.customer(), RECENT),
        attendant.favourites(FAVOURITES, forYou.products()));
  }

  @GET
  @Path("privacy")
  public TemplateInstance privacy() {
    return Templates.privacy(Frame.of(visit, "Privacy"));
  }
}
