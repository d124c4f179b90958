package dev.ricordo.shop.page;

import dev.ricordo.Erasure;
import dev.ricordo.Inspection;
import dev.ricordo.shop.attendant.Attendant;
import dev.ricordo.shop.catalogue.Assortment;
import dev.ricordo.shop.visit.Visit;
import dev.ricordo.spi.JournalEntry;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the shop remembers of the visitor, and how to have it forgotten. */
@Path("/memory")
@Blocking
@Produces(MediaType.TEXT_HTML)
public class MemoryPages {

  private static final URI MEMORY = URI.create("/memory");
  private static final URI SOMEBODY_ELSE = URI.create("/memory/forget?changed=who");
  private static final URI SOMETHING_ELSE = URI.create("/memory/forget?changed=what");

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
        view(attendant.remembered(visit.customer())),
        attendant.isUnused(visit.customer()),
        visit.recognised(),
        visit.signedIn() ? Math.max(visit.carried(), Math.min(carried, 99_999)) : 0);
  }

  private List<MemoryView> view(Optional<Inspection> remembered) {
    return remembered.stream().map(inspection -> MemoryView.of(inspection, assortment)).toList();
  }

  /**
   * Asks whether they mean it. The form is bound to whom it is about, and to what it lists.
   *
   * @param changed {@code who} or {@code what}, if an earlier form was about something else
   */
  @GET
  @Path("forget")
  public TemplateInstance confirm(@QueryParam("changed") @DefaultValue("") String changed) {
    Optional<Inspection> remembered = attendant.remembered(visit.customer());
    return Templates.forgetting(
        Frame.of(visit, "Forget everything?"),
        view(remembered),
        changed,
        visit.seal(who()),
        visit.seal(what(remembered)));
  }

  private String who() {
    return "who:" + visit.customer().value();
  }

  private static String what(Optional<Inspection> remembered) {
    List<JournalEntry> events = remembered.map(Inspection::events).orElse(List.of());
    String latest = events.isEmpty() ? "" : events.get(events.size() - 1).event().id().value();
    return "what:" + events.size() + ":" + latest;
  }

  /**
   * Forgets whom the form was about, and no more than it said.
   *
   * @param who the form's, sealed
   * @param what the form's, sealed
   */
  @POST
  @Path("forget")
  public Response forget(
      @FormParam("who") @Nullable String who, @FormParam("what") @Nullable String what) {
    if (!visit.sealed(who(), who)) {
      return Response.seeOther(SOMEBODY_ELSE).build();
    }
    Optional<Inspection> now = attendant.remembered(visit.customer());
    boolean something = now.isPresent() && !now.get().events().isEmpty();
    if (something && !visit.sealed(what(now), what)) {
      return Response.seeOther(SOMETHING_ELSE).build();
    }
    return attendant
        .forget(visit.customer(), visit.visitor())
        .map(this::forgotten)
        .orElseGet(this::notForgotten);
  }

  private Response notForgotten() {
    return Response.ok(Templates.notForgotten(Frame.of(visit, "Not forgotten yet"))).build();
  }

  private Response forgotten(Erasure erasure) {
    visit.startAnew();
    String receipt = Receipt.text(erasure);
    return Response.seeOther(
            UriBuilder.fromPath("/memory/forgotten")
                .queryParam("receipt", receipt)
                .queryParam("seal", visit.seal(receipt))
                .build())
        .build();
  }

  /**
   * Where forgetting leads: a page of its own, so that loading it again destroys nothing.
   *
   * @param receipt what was destroyed
   * @param seal that this shop says so, to this browser
   */
  @GET
  @Path("forgotten")
  public Response told(
      @QueryParam("receipt") @DefaultValue("") String receipt,
      @QueryParam("seal") @Nullable String seal) {
    if (!visit.sealed(receipt, seal)) {
      return Response.seeOther(MEMORY).build();
    }
    return Response.ok(Templates.forgotten(Frame.of(visit, "Forgotten"), Receipt.parse(receipt)))
        .build();
  }
}
