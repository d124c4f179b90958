package dev.ricordo.djl;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.Optimiser;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Writing;
import dev.ricordo.djl.SequenceShape.Gru4Rec;
import dev.ricordo.djl.SequenceShape.Sasrec;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What autograd keeps for the way back must be its own: Java's memory goes when Java pleases. */
final class AutogradTest {

  private static final int ITEMS = 20;
  private static final int WIDTH = 16;
  private static final int LENGTH = 6;
  private static final int CUSTOMERS = 4;

  @Test
  void sasrecGradient_isTheSameIfGarbageIsCollectedOnTheWay() throws InterruptedException {
    requireSame(new SasrecArchitecture(new Sasrec(WIDTH, 2, 2, LENGTH)));
  }

  @Test
  void gru4recGradient_isTheSameIfGarbageIsCollectedOnTheWay() throws InterruptedException {
    requireSame(new GruArchitecture(new Gru4Rec(WIDTH)));
  }

  private static <S extends SequenceNetwork.State<S>> void requireSame(
      NamedArchitecture<S> architecture) throws InterruptedException {
    requireSame(architecture, architecture.initial(WIDTH, ITEMS, 3));
  }

  @ParameterizedTest
  @EnumSource(Optimiser.class)
  void hopeGradient_isTheSameIfGarbageIsCollectedOnTheWay(Optimiser optimiser)
      throws InterruptedException {
    Shape shape =
        new Shape(WIDTH, 2, 24, true)
            .with(new Continuum(4, List.of(2, 3)).with(optimiser))
            .with(Writing.DEFAULT.with(optimiser));
    requireSame(
        new HopeArchitecture(shape, new ItemComposition(shape, List.of())),
        RandomWeights.of(shape, ITEMS, 5));
  }

  private static <W, S extends SequenceNetwork.State<S>> void requireSame(
      Architecture<W, S> architecture, W weights) throws InterruptedException {
    Map<String, float[]> once = gradients(architecture, weights, false);
    for (int repetition = 0; repetition < 3; repetition++) {
      Map<String, float[]> again = gradients(architecture, weights, true);
      assertThat(again).containsOnlyKeys(once.keySet());
      once.forEach((name, gradient) -> assertThat(again.get(name)).as(name).isEqualTo(gradient));
    }
  }

  private static <W, S extends SequenceNetwork.State<S>> Map<String, float[]> gradients(
      Architecture<W, S> architecture, W weights, boolean collect) throws InterruptedException {
    try (NDManager manager = Torch.manager(Device.CPU);
        GradientCollector collector = Torch.engine().newGradientCollector()) {
      Map<String, NDArray> leaves = architecture.arrays(manager, weights);
      leaves.keySet().removeAll(EventTables.NAMES);
      leaves.values().forEach(leaf -> leaf.setRequiresGradient(true));
      DropoutMasks dropout = new DropoutMasks(7, 0.2);
      GradientTape tape = GradientTape.recording();
      NDArray contexts =
          architecture
              .network(leaves, dropout, tape)
              .read(events(manager), architecture.initial())
              .contexts();
      NDArray loss = contexts.square().sum();
      if (collect) {
        collectGarbage();
      }
      tape.backward(collector, loss);
      Map<String, float[]> gradients = new HashMap<>();
      leaves.forEach((name, leaf) -> gradients.put(name, leaf.getGradient().toFloatArray()));
      return gradients;
    }
  }

  private static NDArray events(NDManager manager) {
    Random random = new Random(9);
    float[] events = new float[LENGTH * CUSTOMERS * WIDTH];
    for (int i = 0; i < events.length; i++) {
      events[i] = (float) random.nextGaussian();
    }
    return Torch.array(manager, events, LENGTH, CUSTOMERS, WIDTH);
  }

  /** Collects until memory behind what nobody refers to any more has gone too. */
  private static void collectGarbage() throws InterruptedException {
    for (int round = 0; round < 3; round++) {
      ReferenceQueue<Object> gone = new ReferenceQueue<>();
      PhantomReference<Object> canary = new PhantomReference<>(new Object(), gone);
      System.gc();
      assertThat(gone.remove()).isSameAs(canary);
    }
  }

  @Test
  void networks_takeNoNumbersThatTorchDoesNotOwn() {
    noClasses()
        .that()
        .haveNameMatching(".*(Network|Scan|GradientTape)")
        .should()
        .callMethodWhere(keepsNumber())
        .because("autograd keeps the number, see Torch.number")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.ricordo.djl"));
  }

  @Test
  void networks_concatenateByWhatGradientsFlowThrough() {
    noClasses()
        .that()
        .haveNameMatching(".*(Network|Scan|GradientTape)")
        .should()
        .callMethodWhere(
            describe(
                "concatenate by NDArrays",
                call ->
                    call.getTargetOwner().isEquivalentTo(NDArrays.class)
                        && call.getName().equals("concat")))
        .because("of one array it makes a copy without a gradient, see Torch.concat")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.ricordo.djl"));
  }

  @Test
  void gru4rec_hasAGradientByTheOnlyEventThereIs() {
    GruArchitecture architecture = new GruArchitecture(new Gru4Rec(WIDTH));
    try (NDManager manager = Torch.manager(Device.CPU);
        GradientCollector collector = Torch.engine().newGradientCollector()) {
      Map<String, NDArray> leaves =
          architecture.arrays(manager, architecture.initial(WIDTH, ITEMS, 3));
      leaves.keySet().removeAll(EventTables.NAMES);
      NDArray event = Torch.array(manager, new float[WIDTH], 1, 1, WIDTH).add(1);
      event.setRequiresGradient(true);
      NDArray context =
          architecture
              .network(leaves, DropoutMasks.none(), GradientTape.off())
              .read(event, architecture.initial())
              .contexts();
      collector.backward(context.get(0).get(0).get(0));
      assertThat(event.getGradient().abs().sum().getFloat()).isPositive();
    }
  }

  private static DescribedPredicate<JavaMethodCall> keepsNumber() {
    Set<String> kept = Set.of("mul", "div", "pow", "maximum", "minimum", "mod");
    return describe(
        "keep a number",
        call ->
            call.getTargetOwner().isAssignableTo(NDArray.class)
                && kept.contains(call.getName())
                && call.getTarget().getRawParameterTypes().get(0).isAssignableTo(Number.class));
  }
}
