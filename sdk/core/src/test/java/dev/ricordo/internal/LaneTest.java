package dev.ricordo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.base.Base;
import dev.ricordo.base.CollectiveRules;
import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.base.RandomBases;
import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.collective.Categories;
import dev.ricordo.collective.Changes;
import dev.ricordo.collective.Contribution;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.EventKind;
import org.junit.jupiter.api.Test;

class LaneTest {

  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final CustomerId BEN = CustomerId.of("ben");
  private static final CustomerId CARA = CustomerId.of("cara");

  private final Base base = RandomBases.create(1, 5);
  private final Fold fold =
      new Fold(ItemEmbeddings.of(base), new ItemIndex(base.catalogue()), Categories.none(), true);

  /** Of a journal with so many different items: about eleven cells each. */
  private static Contribution share(int events) {
    Contribution share = new Contribution(CollectiveRules.DEFAULT);
    for (int i = 0; i < events; i++) {
      share.observe(i, EventKind.VIEW, i, Changes.IGNORED);
    }
    return share;
  }

  @Test
  void sharesBeyondTheRoomForThem_goLongestUnusedFirst() {
    Lane lane = new Lane(fold, 100, (customer, memory) -> {});
    Contribution anna = share(1200);
    lane.keepShare(ANNA, anna);
    lane.keepShare(BEN, share(1200));
    assertThat(lane.findShare(ANNA)).isSameAs(anna);
    lane.keepShare(CARA, share(1200));
    assertThat(lane.findShare(ANNA)).isSameAs(anna);
    assertThat(lane.findShare(BEN)).isNull();
    assertThat(lane.findShare(CARA)).isNotNull();
  }

  @Test
  void shareTooLargeForTheRoom_staysAlone() {
    Lane lane = new Lane(fold, 100, (customer, memory) -> {});
    lane.keepShare(ANNA, share(10));
    lane.keepShare(BEN, share(9000));
    assertThat(lane.findShare(ANNA)).isNull();
    assertThat(lane.findShare(BEN)).isNotNull();
    lane.keepShare(ANNA, share(10));
    assertThat(lane.findShare(BEN)).isNull();
    assertThat(lane.findShare(ANNA)).isNotNull();
  }

  @Test
  void memoryThatIsDropped_takesItsShareAlong() {
    Lane lane = new Lane(fold, 1, (customer, memory) -> {});
    lane.keep(ANNA, fold.initial());
    lane.keepShare(ANNA, share(10));
    lane.keep(BEN, fold.initial());
    assertThat(lane.find(ANNA)).isNull();
    assertThat(lane.findShare(ANNA)).isNull();
  }
}
