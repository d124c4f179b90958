package dev.ricordo.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ricordo.base.Weights.Tensor;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.event.ItemId;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ItemEmbeddingsTest {

  private static final int ITEMS = 12;

  private final Base base =
      RandomBases.create(5, ITEMS, Shape.DEFAULT, Mix.own(0), RandomBases.features(ITEMS));

  @Test
  void trainedItem_meansItsOwnRowAndItsFeatures() {
    ItemEmbeddings embeddings = ItemEmbeddings.of(base);
    // Item 7: categories all and odd, brand b1, price position 1.
    for (int j = 0; j < 64; j++) {
      double expected =
          weight(Tensor.ITEM, 7, j)
              + (weight(Tensor.CATEGORY, 0, j) + weight(Tensor.CATEGORY, 2, j)) / Math.sqrt(2)
              + weight(Tensor.BRAND, 1, j)
              + weight(Tensor.PRICE, 1, j);
      assertThat((double) embeddings.table()[7 * 64 + j]).isCloseTo(expected, within(1e-6));
    }
  }

  @Test
  void untrainedItem_meansItsFeaturesAlone() {
    ItemEmbeddings embeddings = ItemEmbeddings.of(base, feed(item("new", "even", "", 3)));
    int row = embeddings.row(ItemId.of("new"));
    assertThat(row).isGreaterThanOrEqualTo(ITEMS);
    for (int j = 0; j < 64; j++) {
      double expected = weight(Tensor.CATEGORY, 1, j) + weight(Tensor.PRICE, 0, j);
      assertThat((double) embeddings.table()[row * 64 + j]).isCloseTo(expected, within(1e-6));
    }
  }

  @Test
  void untrainedItemOfWhichNothingIsKnown_hasNoRow() {
    ItemEmbeddings embeddings = ItemEmbeddings.of(base, feed(Item.of(ItemId.of("new"))));
    assertThat(embeddings.row(ItemId.of("new"))).isEqualTo(Base.UNTRAINED);
    assertThat(embeddings.row(ItemId.of("elsewhere"))).isEqualTo(Base.UNTRAINED);
  }

  @Test
  void feedOfATrainedItem_changesNothing() {
    ItemEmbeddings changed = ItemEmbeddings.of(base, feed(item("i3", "even", "b2", 1000)));
    assertThat(changed.table()).isEqualTo(ItemEmbeddings.of(base).table());
    assertThat(changed.digest()).isEqualTo(ItemEmbeddings.of(base).digest());
  }

  @Test
  void digest_coversWhatIsKnownOfUntrainedItemsWhateverTheOrderOfTheFeed() {
    Item a = item("a", "even", "b0", 3);
    Item b = item("b", "odd", "b1", 9);
    byte[] digest = ItemEmbeddings.of(base, feed(a, b)).digest();
    assertThat(ItemEmbeddings.of(base, feed(b, a, Item.of(ItemId.of("c")))).digest())
        .isEqualTo(digest);
    assertThat(ItemEmbeddings.of(base, feed(a, item("b", "odd|toys", "b1", 12))).digest())
        .as("the same rows by other words")
        .isEqualTo(digest);
    assertThat(ItemEmbeddings.of(base, feed(a, item("b", "even", "b1", 9))).digest())
        .isNotEqualTo(digest);
    assertThat(ItemEmbeddings.of(base, feed(a)).digest()).isNotEqualTo(digest);
  }

  private double weight(Tensor tensor, int row, int column) {
    return base.weights().get(tensor)[row * 64 + column];
  }

  private static Catalogue feed(Item... items) {
    return Catalogue.of(List.of(items));
  }

  private static Item item(String id, String category, String brand, double price) {
    return new Item(ItemId.of(id), "", category, brand, OptionalDouble.of(price));
  }
}
