package dev.ricordo.shop.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One kind of thing that the shop sells. */
public enum Category {
  KETTLES(Department.KITCHEN, "kettle"),
  MUGS(Department.KITCHEN, "mug"),
  COOKWARE(Department.KITCHEN, "pan"),
  LAMPS(Department.HOME, "lamp"),
  CHAIRS(Department.HOME, "chair"),
  PLANTS(Department.HOME, "plant"),
  VASES(Department.HOME, "vase"),
  SNEAKERS(Department.WARDROBE, "sneaker"),
  SUNGLASSES(Department.WARDROBE, "pair of sunglasses"),
  WATCHES(Department.WARDROBE, "watch"),
  BACKPACKS(Department.OUTDOORS, "backpack"),
  UMBRELLAS(Department.OUTDOORS, "umbrella"),
  BICYCLES(Department.OUTDOORS, "bicycle"),
  HEADPHONES(Department.STUDIO, "pair of headphones"),
  GUITARS(Department.STUDIO, "guitar"),
  NOTEBOOKS(Department.STUDIO, "notebook");

  private final Department department;
  private final String one;

  Category(Department department, String one) {
    this.department = department;
    this.one = one;
  }

  /** Finds a category by the name that addresses and events use. */
  public static Optional<Category> find(String slug) {
    return Arrays.stream(values()).filter(c -> c.slug().equals(slug)).findFirst();
  }

  public Department department() {
    return department;
  }

  /** The name that addresses and events use, for example {@code kettles}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name that people read, for example {@code Kettles}. */
  public String title() {
    return name().charAt(0) + slug().substring(1);
  }

  /** What one piece is called, for example {@code kettle}. */
  public String one() {
    return one;
  }

  /** Categories that people who look at this one often turn to next. */
  public List<Category> goesWith() {
    return switch (this) {
      case KETTLES -> List.of(MUGS, COOKWARE);
      case MUGS -> List.of(KETTLES, NOTEBOOKS);
      case COOKWARE -> List.of(KETTLES, MUGS);
      case LAMPS -> List.of(CHAIRS, NOTEBOOKS);
      case CHAIRS -> List.of(LAMPS, PLANTS);
      case PLANTS -> List.of(VASES, CHAIRS);
      case VASES -> List.of(PLANTS, LAMPS);
      case SNEAKERS -> List.of(BACKPACKS, WATCHES);
      case SUNGLASSES -> List.of(WATCHES, BICYCLES);
      case WATCHES -> List.of(SUNGLASSES, SNEAKERS);
      case BACKPACKS -> List.of(UMBRELLAS, SNEAKERS);
      case UMBRELLAS -> List.of(BACKPACKS);
      case BICYCLES -> List.of(SUNGLASSES, BACKPACKS);
      case HEADPHONES -> List.of(GUITARS, NOTEBOOKS);
      case GUITARS -> List.of(HEADPHONES);
      case NOTEBOOKS -> List.of(HEADPHONES, MUGS);
    };
  }
}
