package dev.ricordo.quarkus.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.Ricordo;
import dev.ricordo.Slot;
import dev.ricordo.base.RandomBases;
import dev.ricordo.event.CustomerId;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LiveStreamTest {

  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final int MOST = RecordedExchange.LIMITS.maxStreams();

  private final Vertx vertx = Vertx.vertx();
  private final Ricordo ricordo = Ricordo.builder().base(RandomBases.create(5, 10)).build();
  private final LiveStreams streams = new LiveStreams();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    ricordo.close();
  }

  @Test
  @Timeout(60)
  void clientThatLeftBeforeTheStart_takesNobodysPlace() {
    CompletableFuture<Boolean> placeIsFree = new CompletableFuture<>();
    vertx.runOnContext(
        run -> {
          stream(new RecordedExchange(vertx, "").left()).start(streams);
          LiveStream next = stream(new RecordedExchange(vertx, ""));
          placeIsFree.complete(streams.add(ANNA, next, MOST));
        });

    assertThat(placeIsFree.join()).isTrue();
  }

  /** The numbers of timers begin with that of no timer: 0. */
  @Test
  @Timeout(60)
  void streamThatFoundNoPlace_cancelsNobodysTimer() {
    CompletableFuture<Boolean> stillSet = new CompletableFuture<>();
    long first = vertx.setTimer(Duration.ofDays(1).toMillis(), fired -> {});
    RecordedExchange refused = new RecordedExchange(vertx, "");
    vertx.runOnContext(
        run -> {
          streams.add(ANNA, stream(new RecordedExchange(vertx, "")), MOST);
          assertThatThrownBy(() -> stream(refused).start(streams)).isInstanceOf(Refusal.class);
          refused.ends();
          stillSet.complete(vertx.cancelTimer(first));
        });

    assertThat(first).isZero();
    assertThat(stillSet.join()).isTrue();
  }

  /** Else a change while a ranking is being made would have another made beside it. */
  @Test
  @Timeout(60)
  void drainedQueue_isListenedForNoLonger() {
    RecordedExchange recorded = new RecordedExchange(vertx, "");
    vertx.runOnContext(run -> stream(recorded).start(streams));

    assertThat(recorded.listensOnceDrained().join()).isFalse();
  }

  private LiveStream stream(RecordedExchange recorded) {
    return new LiveStream(
        recorded.exchange(),
        Gate.of(vertx, RecordedExchange.LIMITS),
        ricordo,
        new Question(ANNA, Slot.of("home"), 3, Optional.empty()));
  }
}
