package dev.ricordo.shop.page;

import dev.ricordo.Erasure;
import dev.ricordo.shop.attendant.Attendant;
import dev.ricordo.shop.catalogue.Assortment;
import dev.ricordo.shop.visit.Visit;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;

/** What the shop remembers of the visitor, and how to have it forgotten. */
@Path("/memory")
@Blocking
@Produces(MediaType.TEXT_HTML)
public class MemoryPages {

  private final Visit visit;
  private final Attendant attendant;
  private final Assortment assortment;

  MemoryPages(Visit visit, Attendant attendant, Assortment assortment) {
    this.visit = visit;
    this.attendant = attendant;
    this.assortment = assortment;
  }

  /**
   * @param carried how many events signing in has just moved into the account
   */
  @GET
  public TemplateInstance memory(@QueryParam("carried") @DefaultValue("0") int carried) {
    return Templates.memory(
        Frame.of(visit, "What we remember of you"),
        view(),
        visit.signedIn() ? Math.max(visit.carried(), Math.min(carried, 99_999)) : 0);
  }

  private List<MemoryView> view() {
    return attendant
        .remembered(visit.customer())
        .map(inspection -> MemoryView.of(inspection, assortment))
        .stream()
        .toList();
  }

  /** Asks whether they mean it. */
  @GET
  @Path("forget")
  public TemplateInstance confirm() {
    return Templates.forgetting(Frame.of(visit, "Forget everything?"), view());
  }

  @POST
  @Path("forget")
  public TemplateInstance forget() {
    Optional<Erasure> erasure = attendant.forget(visit.customer(), visit.visitor());
    if (erasure.isPresent()) {
      visit.startAnew();
    }
    return Templates.forgotten(
        Frame.of(visit, erasure.isPresent() ? "Forgotten" : "Not forgotten yet"),
        erasure.stream().toList());
  }
}
