package dev.ricordo.quarkus.it;

import dev.ricordo.Because;
import dev.ricordo.Erasure;
import dev.ricordo.Observation;
import dev.ricordo.Ranking;
import dev.ricordo.Ricordo;
import dev.ricordo.Slot;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Clicks in, recommendations out. The customer is named by a header: URLs end up in logs. */
@Path("/shop")
public class ShopResource {

  private static final Slot HOME = Slot.of("home");
  private static final int COUNT = 10;

  private final Ricordo ricordo;

  ShopResource(Ricordo ricordo) {
    this.ricordo = ricordo;
  }

  /** A click as the shop's pages report it. */
  public record Click(String id, String item, Instant at) {}

  /** One recommended item. */
  public record Shown(String item, double score) {}

  /** What became of a click. */
  @POST
  @Path("/clicks")
  public String click(@HeaderParam("X-Customer") String customer, Click click) {
    Event event =
        Event.viewed(CustomerId.of(customer), ItemId.of(click.item()), click.at())
            .withId(EventId.of(click.id()));
    Observation outcome = ricordo.observe(event);
    if (outcome instanceof Observation.Withheld withheld) {
      return withheld.reason().name();
    }
    return "LEARNED";
  }

  @GET
  @Path("/home")
  public List<Shown> home(@HeaderParam("X-Customer") String customer) {
    return ranking(customer).answers().stream()
        .map(answer -> new Shown(answer.item().value(), answer.score()))
        .toList();
  }

  /** The item whose event helped an answer most. */
  @GET
  @Path("/because/{item}")
  public String because(
      @HeaderParam("X-Customer") String customer, @PathParam("item") String item) {
    Because because = ricordo.because(ranking(customer), ItemId.of(item));
    return because.causes().get(0).event().item().value();
  }

  @GET
  @Path("/remembered")
  public int remembered(@HeaderParam("X-Customer") String customer) {
    return ricordo.inspect(CustomerId.of(customer)).events().size();
  }

  /** How many events were destroyed. */
  @DELETE
  @Path("/remembered")
  public long forget(@HeaderParam("X-Customer") String customer) {
    Erasure erasure = ricordo.forget(CustomerId.of(customer));
    return erasure.events();
  }

  private Ranking ranking(String customer) {
    return ricordo.recommend(CustomerId.of(customer), HOME, COUNT);
  }

  @ServerExceptionMapper
  RestResponse<String> refuse(IllegalArgumentException wrong) {
    return RestResponse.status(RestResponse.Status.BAD_REQUEST, wrong.getMessage());
  }
}
