package dev.ricordo.shop.attendant;

import dev.ricordo.Because;
import dev.ricordo.Erasure;
import dev.ricordo.Inspection;
import dev.ricordo.Observation;
import dev.ricordo.Ranking;
import dev.ricordo.Ricordo;
import dev.ricordo.RicordoException;
import dev.ricordo.Slot;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import dev.ricordo.shop.catalogue.Assortment;
import dev.ricordo.shop.catalogue.Category;
import dev.ricordo.shop.catalogue.Product;
import dev.ricordo.spi.JournalEntry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Tells Ricordo what visitors do and asks it what to show them. Thread-safe.
 *
 * <p>The shop must not stand still when the memory does: an answer is then empty, or comes straight
 * from the shelves, and Ricordo is left alone for {@link #REST} before it is asked again. What
 * fails for one visitor alone, such as a row that cannot be read, fails for nobody else.
 */
@ApplicationScoped
public class Attendant {

  private static final Logger LOG = Logger.getLogger(Attendant.class);

  /** How long to leave a memory alone that failed. */
  private static final Duration REST = Duration.ofSeconds(5);

  /** A visitor who never does anything, to compare with. */
  private static final CustomerId STRANGER = CustomerId.of("stranger");

  /** Causes that raise a score by less than this are not worth telling, in nats. */
  private static final double NOTEWORTHY = 0.02;

  private static final int TOLD_CAUSES = 5;
  private static final Set<ItemId> NONE = Set.of();

  private final Ricordo ricordo;
  private final Assortment assortment;
  private final Clock clock;
  private volatile Instant resting = Instant.MIN;

  Attendant(Ricordo ricordo, Assortment assortment, Clock clock) {
    this.ricordo = ricordo;
    this.assortment = assortment;
    this.clock = clock;
  }

  /** Learns that a visitor did something with a product. */
  public Noticed notice(EventKind kind, CustomerId who, Product product, int quantity) {
    return notice(EventId.random(), kind, who, product, quantity);
  }

  /**
   * Learns it once, however often it is told under the same id.
   *
   * @return the outcome of the first time, unless that failed
   */
  public Noticed notice(EventId id, EventKind kind, CustomerId who, Product product, int quantity) {
    Event event =
        Event.of(kind, who, product.id(), clock.instant())
            .withId(id)
            .withQuantity(quantity)
            .withPrice(product.cents() / 100.0);
    return ask(() -> ricordo.observe(event)).map(Attendant::noticed).orElse(Noticed.FAILED);
  }

  private static Noticed noticed(Observation outcome) {
    return outcome instanceof Observation.Withheld withheld
            && withheld.reason() != Observation.Reason.DUPLICATE
        ? Noticed.WITHHELD
        : Noticed.REMEMBERED;
  }

  /**
   * Chooses what to show.
   *
   * @param shelf the category, if the place is one's shelf
   */
  public Suggestions suggest(CustomerId who, Place place, Optional<Category> shelf, int count) {
    return ask(() -> suggested(who, place, shelf, count))
        .orElseGet(() -> fromTheShelves(shelf, count));
  }

  private Suggestions suggested(CustomerId who, Place place, Optional<Category> shelf, int count) {
    if (mayUse(who)) {
      return suggested(who, place.slot(shelf, seen(who)), shelf, count);
    }
    Suggestions house = suggested(STRANGER, place.slot(shelf, NONE), shelf, count);
    return new Suggestions(house.products(), Suggestions.Source.UNUSED);
  }

  private boolean mayUse(CustomerId who) {
    return ricordo.standing(who).personalises();
  }

  /**
   * Whether what is remembered of a visitor is kept without being used: it was restricted, is not
   * allowed, or a request of theirs is in hand. False too if the memory is out of reach.
   */
  public boolean isUnused(CustomerId who) {
    return ask(() -> !mayUse(who)).orElse(false);
  }

  private Suggestions suggested(CustomerId who, Slot slot, Optional<Category> shelf, int count) {
    Ranking ranking = ricordo.recommend(who, slot, count);
    Ranking cold = cold(slot);
    if (!ranking.items().equals(cold.items().subList(0, ranking.answers().size()))) {
      return new Suggestions(products(ranking.items()), Suggestions.Source.MEMORY);
    }
    List<Product> house = products(cold.items());
    return new Suggestions(
        shelf.isPresent() ? house.subList(0, Math.min(count, house.size())) : spread(house, count),
        Suggestions.Source.HOUSE);
  }

  /** Everything in the order for a visitor of whom nothing is known. */
  private Ranking cold(Slot slot) {
    return ricordo.recommend(STRANGER, slot, assortment.products().size());
  }

  private Suggestions fromTheShelves(Optional<Category> shelf, int count) {
    List<Product> all = shelf.map(assortment::shelf).orElseGet(assortment::products);
    return new Suggestions(spread(all, count), Suggestions.Source.SHELF);
  }

  /** The first of each category, then the second of each, until there are enough. */
  private static List<Product> spread(List<Product> ranked, int count) {
    Map<Category, List<Product>> piles = new EnumMap<>(Category.class);
    ranked.forEach(p -> piles.computeIfAbsent(p.category(), c -> new ArrayList<>()).add(p));
    int wanted = Math.min(count, ranked.size());
    List<Product> chosen = new ArrayList<>();
    for (int round = 0; chosen.size() < wanted; round++) {
      for (Product product : ranked) {
        List<Product> pile = piles.getOrDefault(product.category(), List.of());
        if (chosen.size() < wanted && pile.indexOf(product) == round) {
          chosen.add(product);
        }
      }
    }
    return chosen;
  }

  private List<Product> products(List<ItemId> items) {
    return items.stream().map(assortment::find).flatMap(Optional::stream).toList();
  }

  /**
   * What everyone likes: the same for all visitors, whatever they did.
   *
   * @param except products that the page shows already
   */
  public List<Product> favourites(int count, List<Product> except) {
    Slot slot =
        Slot.of("favourites")
            .without(except.stream().map(Product::id).collect(Collectors.toUnmodifiableSet()));
    return ask(() -> products(cold(slot).items()))
        .map(ranked -> spread(ranked, count))
        .orElseGet(() -> fromTheShelves(Optional.empty(), count).products());
  }

  /**
   * What a visitor looked at, put into the cart or bought, the latest first, each once; empty if it
   * is not to be used, or the memory is out of reach.
   */
  public List<Product> recent(CustomerId who, int count) {
    List<Product> seen =
        new ArrayList<>(
            products(List.copyOf(ask(() -> mayUse(who) ? seen(who) : NONE).orElse(NONE))));
    Collections.reverse(seen);
    return seen.subList(0, Math.min(count, seen.size()));
  }

  private Set<ItemId> seen(CustomerId who) {
    Set<ItemId> seen = new LinkedHashSet<>();
    for (JournalEntry entry : ricordo.inspect(who).events()) {
      seen.remove(entry.event().item());
      seen.add(entry.event().item());
    }
    return seen;
  }

  /**
   * Explains a suggestion by replaying the visitor's journal without each of its events.
   *
   * @return empty if the place would not show the product, what is remembered is not to be used, or
   *     the memory is out of reach
   */
  public Optional<Reasons> explain(CustomerId who, Place place, Product product) {
    return ask(() -> explained(who, place, product)).flatMap(reasons -> reasons);
  }

  private Optional<Reasons> explained(CustomerId who, Place place, Product product) {
    if (!mayUse(who)) {
      return Optional.empty();
    }
    Slot slot = place.slot(Optional.of(product.category()), seen(who));
    Ranking ranking = ricordo.recommend(who, slot, assortment.products().size());
    Ranking cold = cold(slot);
    Optional<Ranking.Answer> stranger = cold.find(product.id());
    if (ranking.find(product.id()).isEmpty() || stranger.isEmpty()) {
      return Optional.empty();
    }
    Because because = ricordo.because(ranking, product.id());
    return Optional.of(
        new Reasons(
            product,
            because.rank(),
            stranger.get().rank(),
            lifts(because.levels(), stranger.get().levels()),
            because.memory().stream().map(Attendant::learned).toList(),
            causes(because),
            because.cost().replays(),
            because.cost().elapsed()));
  }

  private static List<Reasons.Lift> lifts(
      Ranking.Contributions mine, Ranking.Contributions stranger) {
    return List.of(
        new Reasons.Lift(
            "Your own memory",
            "what the shop learned from your steps alone",
            mine.own() - stranger.own()),
        new Reasons.Lift(
            "Everyone",
            "where others went on to from the things you looked at",
            mine.collective() - stranger.collective()),
        new Reasons.Lift(
            "Your repeats", "things you came back to", mine.repeats() - stranger.repeats()));
  }

  private static Reasons.Lift learned(Because.OwnLevel own) {
    return switch (own.level()) {
      case "L0" -> new Reasons.Lift("By the step", "changed with each of them", own.effectTotal());
      case "L1" -> new Reasons.Lift("By the visit", "changed every few steps", own.effectTotal());
      default -> new Reasons.Lift("Over time", "changed slowly", own.effectTotal());
    };
  }

  private List<Reasons.Cause> causes(Because because) {
    return because.causes().stream()
        .filter(cause -> cause.effectTotal() > NOTEWORTHY)
        .limit(TOLD_CAUSES)
        .flatMap(cause -> cause(cause).stream())
        .collect(Collectors.toList());
  }

  private Optional<Reasons.Cause> cause(Because.Cause cause) {
    Event event = cause.event();
    return assortment
        .find(event.item())
        .map(
            product ->
                new Reasons.Cause(
                    event.kind(), product, event.at(), cause.rankWithout(), cause.effectTotal()));
  }

  /** What is remembered of a visitor; empty if the memory is out of reach. */
  public Optional<Inspection> remembered(CustomerId who) {
    return ask(() -> ricordo.inspect(who));
  }

  /**
   * Forgets a customer, and with a signed-in one what could not be carried over from the browser.
   *
   * @param visitor of the browser; the customer too, unless they are signed in
   * @return what was forgotten of both; empty if it failed, and nobody can say then that all was
   */
  public Optional<Erasure> forget(CustomerId customer, CustomerId visitor) {
    return ask(() -> forgotten(customer, visitor));
  }

  private Erasure forgotten(CustomerId customer, CustomerId visitor) {
    if (visitor.equals(customer) || ricordo.inspect(visitor).events().isEmpty()) {
      return ricordo.forget(customer);
    }
    Erasure left = ricordo.forget(visitor);
    Erasure own = ricordo.forget(customer);
    return new Erasure(own.at(), left.events() + own.events(), left.cells() + own.cells());
  }

  /**
   * Whether an anonymous visitor has become one with an account: whoever came under that number now
   * would be the account. Asks no store.
   */
  public boolean isPartOfAnAccount(CustomerId visitor) {
    return ricordo.oneWith(visitor).size() > 1;
  }

  /**
   * Makes an anonymous visitor one with an account. Doing it twice is the same as doing it once.
   * Whether they are one then, {@link #isPartOfAnAccount} says: if it failed, it is to be tried
   * again.
   *
   * @return how many events the visitor brought; 0 too if it failed, or if the visitor is an
   *     account's already
   */
  public int carryOver(CustomerId visitor, CustomerId account) {
    return isPartOfAnAccount(visitor) ? 0 : ask(() -> carriedOver(visitor, account)).orElse(0);
  }

  private int carriedOver(CustomerId visitor, CustomerId account) {
    List<JournalEntry> brought = ricordo.inspect(visitor).events();
    boolean own = brought.stream().allMatch(entry -> entry.event().customer().equals(visitor));
    if (!own || brought.isEmpty()) {
      return 0;
    }
    try {
      return ricordo.merge(visitor, account) ? brought.size() : 0;
    } catch (IllegalArgumentException e) {
      // Somebody else's already, of which this instance has not heard yet.
      LOG.infof("A visitor was not carried over: %s", e.getMessage());
      return 0;
    }
  }

  private <T> Optional<T> ask(Supplier<T> question) {
    if (clock.instant().isBefore(resting)) {
      return Optional.empty();
    }
    try {
      return Optional.of(question.get());
    } catch (RicordoException e) {
      if (answersAStranger()) {
        LOG.warnf("The memory failed a visitor: %s", e.getMessage());
      } else {
        resting = clock.instant().plus(REST);
        LOG.warnf("The memory is out of reach, asking again in %s: %s", REST, e.getMessage());
      }
      return Optional.empty();
    }
  }

  /** Whether the store can be read at all, whatever it has of the visitor that it just failed. */
  private boolean answersAStranger() {
    try {
      ricordo.inspect(STRANGER);
      return true;
    } catch (RicordoException e) {
      return false;
    }
  }
}
