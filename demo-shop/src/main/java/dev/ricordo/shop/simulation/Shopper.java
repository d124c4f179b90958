package dev.ricordo.shop.simulation;

import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.shop.catalogue.Assortment;
import dev.ricordo.shop.catalogue.Category;
import dev.ricordo.shop.catalogue.Product;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One person who visits the shop now and then. Not thread-safe.
 *
 * <p>A visit follows one interest: views of things like each other, some of them twice, a glance at
 * what goes with it, sometimes a cart and a purchase. Between visits the interest stays, drifts to
 * something related, or an old one comes back.
 */
final class Shopper {

  private static final double DRIFTS = 0.22;
  private static final double RETURNS = 0.18;
  private static final double RELATED = 0.6;
  private static final double LOOKS_AROUND = 0.1;
  private static final double WANDERS = 0.04;
  private static final double LOOKS_AGAIN = 0.07;
  private static final double CARTS = 0.3;
  private static final double BUYS = 0.55;

  private final Assortment assortment;
  private final Random random;
  private final CustomerId customer;
  private final int level;
  private final List<Interest> past = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private Interest interest;
  private Instant now;
  private String session = "";

  Shopper(Assortment assortment, CustomerId customer, Random random, Instant first) {
    this.assortment = assortment;
    this.customer = customer;
    this.random = random;
    this.level = random.nextInt(3);
    this.now = first;
    this.interest = interestIn(Category.values()[random.nextInt(Category.values().length)]);
  }

  /** Visits so many times and tells what happened, in order. */
  List<Event> visit(int times) {
    for (int i = 0; i < times; i++) {
      session = customer.value() + "-" + (i + 1);
      browse();
      changeMind();
      now = now.plus(Duration.ofMinutes((long) (600 + 7_200 * exponential())));
    }
    return List.copyOf(events);
  }

  private void browse() {
    int views = 2 + (int) (4 * exponential());
    Product last = choose(interest);
    act(EventKind.VIEW, last);
    for (int i = 1; i < views; i++) {
      last = random.nextDouble() < LOOKS_AGAIN ? again(last) : next(last);
      act(EventKind.VIEW, last);
    }
    if (random.nextDouble() < CARTS) {
      act(EventKind.CART, last);
      if (random.nextDouble() < BUYS) {
        act(EventKind.PURCHASE, last);
        past.add(interest);
        interest = interestIn(related(interest.category()));
      }
      lookAroundTheTill();
    }
  }

  /** Nobody leaves a shop at once: a few more looks, at what the interest is now. */
  private void lookAroundTheTill() {
    int looks = 1 + random.nextInt(3);
    for (int i = 0; i < looks; i++) {
      act(EventKind.VIEW, choose(interest));
    }
  }

  private Product again(Product last) {
    int back = Math.min(events.size(), 2 + random.nextInt(4));
    Event earlier = events.get(events.size() - back);
    return assortment.find(earlier.item()).orElse(last);
  }

  private Product next(Product last) {
    double chance = random.nextDouble();
    if (chance < WANDERS) {
      List<Product> all = assortment.products();
      return all.get(random.nextInt(all.size()));
    }
    if (chance < WANDERS + LOOKS_AROUND) {
      return choose(interestIn(related(interest.category())));
    }
    boolean onTrack = last.category() == interest.category();
    return choose(onTrack && random.nextBoolean() ? Interest.inThingsLike(last) : interest);
  }

  private void changeMind() {
    double chance = random.nextDouble();
    if (chance < RETURNS && !past.isEmpty()) {
      interest = past.remove(random.nextInt(past.size()));
    } else if (chance < RETURNS + DRIFTS) {
      past.add(interest);
      interest = interestIn(related(interest.category()));
    }
  }

  private Category related(Category category) {
    if (random.nextDouble() < RELATED) {
      return category.goesWith().get(random.nextInt(category.goesWith().size()));
    }
    return Category.values()[random.nextInt(Category.values().length)];
  }

  private Interest interestIn(Category category) {
    List<Product> shelf = assortment.shelf(category);
    Product model = shelf.get(random.nextInt(shelf.size()));
    return new Interest(category, model.brand(), model.style(), model.colour().name(), level);
  }

  /** A product of the interest's category, by its pull and by how well known it is. */
  private Product choose(Interest by) {
    List<Product> shelf = assortment.shelf(by.category());
    double[] sums = new double[shelf.size()];
    double sum = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += by.pull(shelf.get(i)) * (1 + 3.0 / (1 + i));
      sums[i] = sum;
    }
    double at = random.nextDouble() * sum;
    int chosen = 0;
    while (sums[chosen] < at) {
      chosen++;
    }
    return shelf.get(chosen);
  }

  private void act(EventKind kind, Product product) {
    EventId id = EventId.of(session + ":" + (events.size() + 1));
    events.add(
        Event.of(kind, customer, product.id(), now)
            .withId(id)
            .withPrice(product.cents() / 100.0)
            .withSession(session));
    now = now.plusSeconds(5 + (long) (40 * exponential()));
  }

  /** Exponentially distributed with mean 1. */
  private double exponential() {
    return -StrictMath.log(1 - random.nextDouble());
  }
}
