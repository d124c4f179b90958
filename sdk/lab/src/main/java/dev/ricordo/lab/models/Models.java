package dev.ricordo.lab.models;

import dev.ricordo.base.Base;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.Optimiser;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Writing;
import dev.ricordo.djl.SequenceShape.Gru4Rec;
import dev.ricordo.djl.SequenceShape.Sasrec;
import dev.ricordo.lab.log.EventLog;
import java.util.List;
import java.util.function.BiFunction;

/** All models by name. */
public final class Models {

  private static final List<Model> ALL =
      List.of(
          Popularity.model(),
          ItemItem.model(),
          Counts.model(),
          Counts.withRepeats(),
          SessionKnn.model(),
          Ease.model(),
          new SequenceModel("gru4rec", Gru4Rec.DEFAULT),
          new SequenceModel("sasrec", Sasrec.DEFAULT),
          sasrec("sasrec-window-20", 20),
          sasrec("sasrec-window-100", 100),
          sasrec("sasrec-window-200", 200),
          new RetrainedModel("sasrec-retrained", Sasrec.DEFAULT),
          new MixedModel("sasrec-mixed", Sasrec.DEFAULT),
          Hope.model(),
          Hope.own(),
          Hope.frozen(),
          Hope.withoutWrites(),
          Hope.withoutFeatures(),
          Hope.withoutGate(),
          Hope.with("hope-no-net", new GateLevels(false, true, true)),
          Hope.with("hope-no-collective", new GateLevels(true, false, true)),
          Hope.with("hope-no-repeats", new GateLevels(true, true, false)),
          Hope.shaped("hope-cms", Shape.DEFAULT.with(Continuum.TWO_LEVELS)),
          own("hope-own-cms", Shape.DEFAULT.with(Continuum.TWO_LEVELS), HopeNet::new),
          Hope.shaped(
              "hope-cms-momentum",
              Shape.DEFAULT.with(Continuum.TWO_LEVELS.with(Optimiser.MOMENTUM))),
          Hope.shaped("hope-momentum", written(Writing.DEFAULT.with(Optimiser.MOMENTUM))),
          Hope.shaped("hope-delta-descent", written(Writing.DEFAULT.withDeltaDescent())),
          Hope.shaped("hope-no-decay", written(Writing.DEFAULT.withoutDecay())));

  private Models() {}

  private static Shape written(Writing writing) {
    return Shape.DEFAULT.with(writing);
  }

  /**
   * SASRec that reads so many of a customer's last events.
   *
   * @param name of this length among the models of a comparison
   */
  public static Model sasrec(String name, int events) {
    return new SequenceModel(name, Sasrec.DEFAULT.withLength(events));
  }

  /**
   * The own memory alone, as {@code hope-own}: the bias of cold items is chosen for it.
   *
   * @param name of this one among the models of a comparison
   * @param net of the base that answers: {@link HopeNet}, or one in its place under the same bias
   */
  public static Model own(String name, Shape shape, BiFunction<EventLog, Base, Net> net) {
    return Hope.own(name, shape, net);
  }

  /** The names, in the order in which they are shown. */
  public static List<String> names() {
    return ALL.stream().map(Model::name).toList();
  }

  /**
   * @param name of a model; rules of the collective level may follow it, as in {@code
   *     counts:k=5:cap=2}
   * @throws IllegalArgumentException if no model or no rule has this name
   */
  public static Model require(String name) {
    int rules = name.indexOf(':');
    return rules < 0
        ? plain(name)
        : plain(name.substring(0, rules)).under(name, RuleChanges.parse(name.substring(rules + 1)));
  }

  private static Model plain(String name) {
    return ALL.stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "models: \"" + name + "\" is none of " + String.join(", ", names())));
  }
}
