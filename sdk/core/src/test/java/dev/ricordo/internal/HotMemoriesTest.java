package dev.ricordo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.base.Base;
import dev.ricordo.base.CollectiveRules;
import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.base.RandomBases;
import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.collective.Changes;
import dev.ricordo.collective.Contribution;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.EventKind;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HotMemoriesTest {

  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final CustomerId BEN = CustomerId.of("ben");
  private static final int LARGE = 1 << 20;

  private final Base base = RandomBases.create(1, 5);
  private final Fold fold =
      new Fold(ItemEmbeddings.of(base), new ItemIndex(base.catalogue()), true);
  private final Set<CustomerId> dropped = new HashSet<>();

  private HotMemories room(long bytes) {
    return new HotMemories(bytes, (customer, memory) -> dropped.add(customer));
  }

  /** Of a journal with so many different items: about eleven cells each. */
  private static Contribution share(int events) {
    Contribution share = new Contribution(CollectiveRules.DEFAULT);
    for (int i = 0; i < events; i++) {
      share.observe(i, EventKind.VIEW, i, Changes.IGNORED);
    }
    return share;
  }

  @Test
  void memoriesBeyondTheRoom_areDroppedAndHandedOver() {
    HotMemories hot = room(100_000);
    for (int i = 0; i < 100; i++) {
      hot.keep(CustomerId.of("c" + i), fold.initial());
    }
    assertThat(hot.size()).isBetween(5L, 25L);
    assertThat(dropped).hasSize(100 - (int) hot.size());
    assertThat(dropped).allMatch(customer -> hot.find(customer) == null);
  }

  @Test
  void memoryThatIsDroppedOnPurpose_isNotHandedOver_andTakesItsShareAlong() {
    HotMemories hot = room(LARGE);
    hot.keep(ANNA, fold.initial());
    hot.keepShare(ANNA, share(10));
    hot.drop(ANNA);
    assertThat(hot.find(ANNA)).isNull();
    assertThat(hot.findShare(ANNA)).isNull();
    assertThat(dropped).isEmpty();
  }

  @Test
  void shareTooLargeForTheRoom_isNotKept_othersAre() {
    HotMemories hot = room(LARGE);
    Contribution small = share(10);
    hot.keepShare(ANNA, small);
    hot.keepShare(BEN, share(9000));
    assertThat(hot.findShare(BEN)).isNull();
    assertThat(hot.findShare(ANNA)).isSameAs(small);
  }

  @Test
  void shareThatGrows_isWeighedAgain() {
    HotMemories hot = room(LARGE);
    Contribution growing = share(10);
    hot.keepShare(ANNA, growing);
    for (int i = 10; i < 9000; i++) {
      growing.observe(i, EventKind.VIEW, i, Changes.IGNORED);
    }
    hot.keepShare(ANNA, growing);
    assertThat(hot.findShare(ANNA)).isNull();
  }
}
