package dev.ricordo.lab.models;

import dev.ricordo.base.Base;
import dev.ricordo.base.Manifest;
import dev.ricordo.base.Mix;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.base.Weights.Tensor;
import dev.ricordo.lab.log.EventLog;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The product: the own memory, the collective sums and the customer's own history, mixed by the
 * constants of a base; and its variants.
 */
final class Hope {

  private Hope() {}

  /** As served. */
  static Model model() {
    return new HopeModel("hope", Shape.DEFAULT) {
      @Override
      Base of(Base base) {
        return base;
      }
    };
  }

  /** Without collective, repeats or any item list; its cold bias chosen for that. */
  static Model own() {
    return own("hope-own", Shape.DEFAULT, HopeNet::new);
  }

  /**
   * As {@link #own()}, of another shape or answering by another net.
   *
   * @param net of the base, in place of its memory; the cold bias stays that of the memory
   */
  static Model own(String name, Shape shape, BiFunction<EventLog, Base, Net> net) {
    return new Remixed(
        name, shape, (lesson, base) -> lesson.bases().ownMix(name, nets(lesson, base))) {
      @Override
      Net net(EventLog log, Base base) {
        return net.apply(log, base);
      }
    };
  }

  /** The control: a base trained with the memory off, the same live sums and repeats. */
  static Model frozen() {
    return new HopeModel("hope-frozen", Shape.DEFAULT.frozen()) {
      @Override
      Base of(Base base) {
        return base;
      }
    };
  }

  /** The weights of {@code hope} with memory writes off. */
  static Model withoutWrites() {
    return new HopeModel("hope-no-writes", Shape.DEFAULT) {
      @Override
      Base of(Base base) {
        return withoutWrites(base);
      }
    };
  }

  /** The ablation: a base trained without features of items and events. */
  static Model withoutFeatures() {
    return new HopeModel("hope-no-features", Shape.DEFAULT) {
      @Override
      Base of(Base base) {
        return base;
      }

      @Override
      Base trained(Lesson lesson) {
        return lesson.bases().withoutFeatures();
      }
    };
  }

  /** Of another shape: with levels between the working memory and the base, or other optimisers. */
  static Model shaped(String name, Shape shape) {
    return new HopeModel(name, shape) {
      @Override
      Base of(Base base) {
        return base;
      }
    };
  }

  /** The ablation: the same base under the best mix with fixed weights. */
  static Model withoutGate() {
    return new Remixed(
        "hope-no-gate",
        Shape.DEFAULT,
        (lesson, base) -> lesson.bases().fixedMix("hope-no-gate", nets(lesson, base)));
  }

  /** The ablation: the same base, mixed by a gate that may use these levels alone. */
  static Model with(String name, GateLevels levels) {
    return new Remixed(
        name,
        Shape.DEFAULT,
        (lesson, base) -> lesson.bases().mix(name, nets(lesson, base), levels));
  }

  private static Supplier<Net> nets(Lesson lesson, Base base) {
    return () -> new HopeNet(lesson.log(), base);
  }

  private static Base withoutWrites(Base base) {
    Map<Tensor, float[]> arrays = new EnumMap<>(Tensor.class);
    for (Tensor tensor : Tensor.values()) {
      arrays.put(tensor, base.weights().get(tensor));
    }
    Weights weights = new Weights(base.shape().frozen(), base.weights().items(), arrays);
    Manifest manifest = base.manifest().withShape(weights.shape());
    return new Base(manifest, weights, base.items(), base.features());
  }

  /** Serves a base, changed in some way. */
  private abstract static class HopeModel implements Model {

    private final String name;
    final Shape shape;
    private final RuleChanges changes;

    HopeModel(String name, Shape shape) {
      this(name, shape, RuleChanges.none());
    }

    HopeModel(String name, Shape shape, RuleChanges changes) {
      this.name = name;
      this.shape = shape;
      this.changes = changes;
    }

    abstract Base of(Base base);

    Base trained(Lesson lesson) {
      return lesson.bases().base(shape);
    }

    /** What reads the customer's own events. */
    Net net(EventLog log, Base base) {
      return new HopeNet(log, base);
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean seeded() {
      return true;
    }

    @Override
    public Recommender fit(Lesson lesson) {
      Base base = of(trained(lesson));
      return new Mixed(
          lesson.log(),
          net(lesson.log(), base),
          base.mix(),
          changes.of(base.collectiveRules()),
          publication());
    }

    @Override
    public Publication publication() {
      return changes.publication();
    }

    @Override
    public Model under(String newName, RuleChanges newChanges) {
      HopeModel original = this;
      return new HopeModel(newName, shape, newChanges) {
        @Override
        Base of(Base base) {
          return original.of(base);
        }

        @Override
        Base trained(Lesson lesson) {
          return original.trained(lesson);
        }

        @Override
        Net net(EventLog log, Base base) {
          return original.net(log, base);
        }
      };
    }
  }

  /** Serves a base under another mix than its own. */
  private static class Remixed extends HopeModel {

    private final BiFunction<Lesson, Base, Mix> mix;

    Remixed(String name, Shape shape, BiFunction<Lesson, Base, Mix> mix) {
      super(name, shape);
      this.mix = mix;
    }

    @Override
    Base of(Base base) {
      return base;
    }

    @Override
    Base trained(Lesson lesson) {
      Base chosenBy = lesson.bases().choosing(shape);
      return super.trained(lesson).withMix(mix.apply(lesson, chosenBy));
    }
  }
}
