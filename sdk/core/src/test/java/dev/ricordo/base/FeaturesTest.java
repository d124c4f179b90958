package dev.ricordo.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.ricordo.catalogue.Item;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeaturesTest {

  private static final Event EVENT =
      Event.viewed(CustomerId.of("anna"), ItemId.of("lamp"), Instant.EPOCH);

  private final Features features = RandomBases.features(10);

  @Test
  void categories_areReadInTheOrderOfTheBase_unknownAndRepeatedOnesLeftOut() {
    assertThat(of("odd|never heard of|all|odd", "", OptionalDouble.empty()))
        .isEqualTo(new ItemFeatures(List.of(0, 2), ItemFeatures.UNKNOWN, ItemFeatures.UNKNOWN));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "4.99,0", "5,1", "19.99,1", "20,2", "1e300,2"})
  void price_standsAboveAsManyBoundariesAsItsPosition(double price, int position) {
    assertThat(of("", "b1", OptionalDouble.of(price)))
        .isEqualTo(new ItemFeatures(List.of(), 1, position));
  }

  @Test
  void itemOfWhichNothingIsKnown_hasNoFeatures() {
    assertThat(features.of(Item.of(ItemId.of("lamp")))).isEqualTo(ItemFeatures.NONE);
    assertThat(of("toys", "acme", OptionalDouble.empty())).isEqualTo(ItemFeatures.NONE);
  }

  @ParameterizedTest
  @CsvSource({"1e-9,0", "0.5,0", "1,1", "1.9,1", "2,2", "3,2", "4,3", "63,6", "64,7", "1e300,7"})
  void quantities_shareABucketUntilTheyDouble(double quantity, int bucket) {
    int known = features.of(EVENT.withQuantity(quantity));
    assertThat(Circumstances.quantity(known)).isEqualTo(bucket);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0.999,0", "1,1", "2,2", "3.9,2", "4,3", "8192,14", "16384,15", "1e12,15"})
  void dwells_shareABucketUntilTheyDouble(double seconds, int bucket) {
    Duration dwell = Duration.ofSeconds((long) seconds, (long) (seconds % 1 * 1e9));
    assertThat(Circumstances.dwell(features.of(EVENT.withDwell(dwell)))).isEqualTo(bucket);
  }

  @Test
  void channelsAndCampaigns_areThoseOfTheBase() {
    int known = features.of(EVENT.withChannel("web").withCampaign("spring"));
    assertThat(Circumstances.channel(known)).isEqualTo(1);
    assertThat(Circumstances.campaign(known)).isZero();
    int unknown = features.of(EVENT.withChannel("letter").withCampaign("winter"));
    assertThat(unknown).isEqualTo(features.of(EVENT));
  }

  @Test
  void baseWithoutFeatures_readsNothingOfThem() {
    Event event = EVENT.withChannel("web").withDwell(Duration.ofSeconds(5)).withQuantity(9);
    assertThat(Features.NONE.of(event)).isEqualTo(Circumstances.NONE);
    assertThat(Features.NONE.of(new Item(ItemId.of("i"), "", "all", "b0", OptionalDouble.of(9))))
        .isEqualTo(ItemFeatures.NONE);
  }

  @Test
  void circumstances_holdFourRowsWhateverTheyAre() {
    Random random = new Random(4);
    for (int i = 0; i < 1000; i++) {
      int quantity = random.nextInt(Circumstances.QUANTITIES + 1) - 1;
      int dwell = random.nextInt(Circumstances.DWELLS + 1) - 1;
      int channel = random.nextInt(Circumstances.MAX_CHANNELS + 1) - 1;
      int campaign = random.nextInt(Circumstances.MAX_CAMPAIGNS + 1) - 1;
      int packed = Circumstances.of(quantity, dwell, channel, campaign);
      assertThat(Circumstances.quantity(packed)).isEqualTo(quantity);
      assertThat(Circumstances.dwell(packed)).isEqualTo(dwell);
      assertThat(Circumstances.channel(packed)).isEqualTo(channel);
      assertThat(Circumstances.campaign(packed)).isEqualTo(campaign);
    }
    assertThatThrownBy(() -> Circumstances.of(0, 0, 255, 0)).hasMessageStartingWith("channel: 255");
  }

  @Test
  void itemWithARowThatTheVocabularyLacks_isRefused() {
    ItemFeatures beyond = new ItemFeatures(List.of(3), 0, 0);
    assertThatThrownBy(() -> new Features(features.vocabulary(), List.of(beyond)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("features[0]: ");
  }

  private ItemFeatures of(String category, String brand, OptionalDouble price) {
    return features.of(new Item(ItemId.of("lamp"), "Lamp", category, brand, price));
  }

  @Test
  void describedCatalogue_saysWhatItemsWereOf_whenTheBaseWasTrained() {
    Base base = RandomBases.create(1, 4, Shape.DEFAULT, Mix.own(0), RandomBases.features(4));

    assertThat(base.describedCatalogue().items())
        .extracting(item -> item.id().value(), Item::category, Item::brand)
        .containsExactly(
            tuple("i0", "all|even", "b0"),
            tuple("i1", "all|odd", "b1"),
            tuple("i2", "all|even", "b2"),
            tuple("i3", "all|odd", "b0"));
    assertThat(RandomBases.create(1, 4).describedCatalogue().items())
        .extracting(Item::category)
        .containsOnly("");
  }
}
