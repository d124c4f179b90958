package dev.ricordo.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.RicordoException;
import dev.ricordo.base.Base;
import dev.ricordo.base.Shape;
import dev.ricordo.djl.Device;
import dev.ricordo.djl.NamedArrays;
import dev.ricordo.djl.SequenceShape;
import dev.ricordo.djl.TrainingSettings;
import dev.ricordo.lab.evaluate.Split;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.lab.models.SequenceNet;
import dev.ricordo.lab.train.BaseTraining;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

  @TempDir Path folder;

  @BeforeEach
  void writeLog() {
    SyntheticLog.write(folder, 60, 4);
  }

  @Test
  void evaluationWhoseTrainingFails_leavesTheBestBaseBefore_untilOneEnds() {
    Cache cache = new Cache(folder.resolve("cache"));
    Path place = folder.resolve("cache/bases/key");
    Path checkpoint = place.resolve("checkpoint");

    assertThatThrownBy(
            () ->
                cache.base(
                    "key",
                    keep -> {
                      train(keep);
                      throw new RicordoException("training: loss is NaN at epoch 2, step 7");
                    }))
        .hasMessage(
            "training: loss is NaN at epoch 2, step 7; the best base before it is in "
                + checkpoint);
    assertThat(Base.read(checkpoint).items()).isNotEmpty();

    Base base = cache.base("key", this::train).base();
    assertThat(checkpoint).doesNotExist();
    assertThat(Base.read(place).items()).isEqualTo(base.items());
  }

  @Test
  void sequenceModelWhoseTrainingFails_leavesTheBestNetBefore_untilOneEnds() {
    Cache cache = new Cache(folder.resolve("cache"));
    Path checkpoint = folder.resolve("cache/nets/key.checkpoint");
    SequenceNet better = net(2);

    assertThatThrownBy(
            () ->
                cache.net(
                    "key",
                    keep -> {
                      keep.accept(net(1));
                      keep.accept(better);
                      throw new RicordoException("training: loss is NaN at epoch 3, step 7");
                    }))
        .hasMessage(
            "training: loss is NaN at epoch 3, step 7; the best net before it is in " + checkpoint);
    assertThat(NetFile.read(checkpoint)).usingRecursiveComparison().isEqualTo(better);

    cache.net("key", keep -> net(4));
    assertThat(checkpoint).doesNotExist();
    assertThat(cache.net("key", keep -> net(5)).bestEpoch()).isEqualTo(4);
  }

  private static SequenceNet net(int epoch) {
    NamedArrays weights =
        new NamedArrays.Builder().add("item", new float[] {epoch, 1, 2, 3}, List.of(1, 4)).build();
    return new SequenceNet(new SequenceShape.Gru4Rec(4), weights, List.of(3), epoch, List.of(), 0);
  }

  @Test
  void failureBeforeTheFirstEpoch_namesNoCheckpoint() {
    Cache cache = new Cache(folder.resolve("cache"));
    assertThatThrownBy(
            () ->
                cache.base(
                    "key",
                    keep -> {
                      throw new RicordoException("training: no events");
                    }))
        .hasMessage("training: no events");
  }

  private BaseTraining.Result train(Consumer<Base> keep) {
    EventLog log = EventLog.read(folder.resolve("events.csv"), folder.resolve("items.csv"));
    TrainingSettings settings = TrainingSettings.defaults(7, Device.CPU).withEpochs(1);
    BaseTraining.Task task =
        new BaseTraining.Task("base", Shape.DEFAULT, true, settings, "test", Optional.empty());
    return new BaseTraining(log, Split.lastEvent(log), Progress.silent()).run(task, keep);
  }
}
