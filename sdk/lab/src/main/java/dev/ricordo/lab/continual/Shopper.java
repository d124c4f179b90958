package dev.ricordo.lab.continual;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A simulated customer: some interests, each a category in which a few favourites come again and
 * again. Immutable.
 */
final class Shopper {

  /** Favourites of an interest. */
  static final int FAVOURITES = 2;

  /** Share of favourites among what is chosen; the rest is drawn by popularity. */
  private static final double LOYALTY = 0.85;

  private final World world;
  private final int[] categories;
  private final int[][] favourites;

  private Shopper(World world, int[] categories, int[][] favourites) {
    this.world = world;
    this.categories = categories;
    this.favourites = favourites;
  }

  /** A customer with so many interests among the categories that are trained in. */
  static Shopper among(World world, int interests, SplittableRandom random) {
    return of(world, World.distinct(world.categories(), interests, random), random);
  }

  /** A customer with these categories for interests. */
  static Shopper of(World world, int[] categories, SplittableRandom random) {
    int[][] favourites =
        Arrays.stream(categories)
            .mapToObj(
                category ->
                    Arrays.stream(World.distinct(world.size(), FAVOURITES, random))
                        .map(place -> world.item(category, place))
                        .toArray())
            .toArray(int[][]::new);
    return new Shopper(world, categories, favourites);
  }

  int interests() {
    return categories.length;
  }

  /** The category of an interest. */
  int category(int interest) {
    return categories[interest];
  }

  /**
   * @param favourite whether it was chosen for being a favourite
   */
  record Choice(int item, boolean favourite) {}

  /** What is chosen next while following an interest. */
  Choice choose(int interest, SplittableRandom random) {
    boolean favourite = random.nextDouble() < LOYALTY;
    int item =
        favourite
            ? favourites[interest][random.nextInt(FAVOURITES)]
            : world.popular(categories[interest], random);
    return new Choice(item, favourite);
  }
}
