package dev.ricordo.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ricordo.base.CollectiveRules;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContributionCodecTest {

  private static final int ITEMS = 40;
  private static final long DAY = 86_400;
  private static final CollectiveRules RULES =
      CollectiveRules.DEFAULT.withEpochs(1, 3).withItemWindow(2);

  /** Items in so many categories, in their order or the other way round. */
  private static List<Item> items(int categories, boolean reversed) {
    return IntStream.range(0, ITEMS)
        .map(i -> reversed ? ITEMS - 1 - i : i)
        .mapToObj(
            i -> new Item(ItemId.of("i" + i), "", "c" + i % categories, "", OptionalDouble.empty()))
        .toList();
  }

  /** Folds a random journal on; some of its events are of items that no catalogue has. */
  private static void fold(Contribution share, ItemIndex index, long seed, int events) {
    Random random = new Random(seed);
    for (int i = 0; i < events; i++) {
      int item = index.number(ItemId.of("i" + random.nextInt(ITEMS + 5)));
      EventKind kind = EventKind.values()[random.nextInt(EventKind.values().length)];
      share.observe(item, kind, DAY * i / 20, Changes.IGNORED);
    }
  }

  private static byte[] written(Contribution share, ItemIndex index) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ContributionCodec.write(share, index, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void readInAnotherProcess_withOtherNumbersAndCategories_goesOnAsIfFoldedThere(long seed)
      throws IOException {
    List<Item> before = items(4, false);
    ItemIndex index = new ItemIndex(Catalogue.of(before));
    Contribution share = new Contribution(RULES, Categories.of(before));
    fold(share, index, seed, 300);
    byte[] bytes = written(share, index);

    List<Item> after = items(7, true);
    ItemIndex others = new ItemIndex(Catalogue.of(after));
    Categories categories = Categories.of(after);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    Contribution read = ContributionCodec.read(RULES, categories, others, in);
    assertThat(in.available()).isZero();
    Contribution folded = new Contribution(RULES, categories);
    fold(folded, others, seed, 300);
    requireEqual(read, folded);
    assertThat(written(read, others)).isEqualTo(written(folded, others)).isEqualTo(bytes);

    NetChanges ofRead = new NetChanges();
    NetChanges ofFolded = new NetChanges();
    for (int i = 0; i < 50; i++) {
      int item = others.number(ItemId.of("i" + new Random(seed + i).nextInt(ITEMS)));
      read.observe(item, EventKind.CART, 15 * DAY, ofRead);
      folded.observe(item, EventKind.CART, 15 * DAY, ofFolded);
    }
    requireEqual(read, folded);
    requireEqual(ofRead, ofFolded);
  }

  /** Cell by cell: between items and between categories, and how often an item counts. */
  private static void requireEqual(Contribution one, Contribution other) {
    assertThat(one.size()).isEqualTo(other.size()).isPositive();
    NetChanges ones = new NetChanges();
    one.forEach(ones);
    NetChanges others = new NetChanges();
    other.forEach(others);
    requireEqual(ones, others);
  }

  private static void requireEqual(NetChanges one, NetChanges other) {
    NetChanges difference = one.copy();
    other.forEach(difference.reversed());
    assertThat(difference.size()).isZero();
    assertThat(difference.steps()).isZero();
    assertThat(one.size()).isPositive();
  }

  @Test
  void emptyShare_isReadBackEmpty() throws IOException {
    ItemIndex index = new ItemIndex(Catalogue.of(items(1, false)));
    byte[] bytes = written(new Contribution(RULES), index);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    assertThat(ContributionCodec.read(RULES, Categories.none(), index, in).size()).isZero();
    assertThat(bytes).containsOnly(0);
  }

  @Test
  void shareWithAHiddenPart_isNotWritten() {
    ItemIndex index = new ItemIndex(Catalogue.of(items(1, false)));
    Contribution share = new Contribution(RULES);
    share.observe(0, EventKind.VIEW, 0, Changes.IGNORED);
    share.hide(1, EventKind.VIEW, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> written(share, index))
        .withMessage("share: a part of it is hidden");
  }
}
