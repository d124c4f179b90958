package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.ricordo.base.ItemFeatures;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.base.Weights.Tensor;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link HopeNetwork} as it is trained. */
record HopeArchitecture(Shape shape, ItemComposition composition)
    implements Architecture<Weights, HopeNetwork.State> {

  /**
   * Weights in training; whoever asks for it closes it.
   *
   * @param items features of each item
   * @param total steps that will be taken
   */
  static Learner<Weights, HopeNetwork.State> learner(
      NDManager manager,
      Weights initial,
      List<ItemFeatures> items,
      TrainingSettings settings,
      int total) {
    HopeArchitecture architecture =
        new HopeArchitecture(initial.shape(), new ItemComposition(initial.shape(), items));
    return new Learner<>(manager, architecture, initial, settings, total);
  }

  /** A tensor of given weights as an array of its own. */
  static NDArray array(NDManager manager, Weights weights, Tensor tensor) {
    int[] dimensions = tensor.dimensions(weights.shape(), weights.items());
    return Torch.array(manager, weights.get(tensor), dimensions);
  }

  @Override
  public Map<String, NDArray> arrays(NDManager manager, Weights weights) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    for (Tensor tensor : weights.tensors()) {
      arrays.put(tensor.key(), array(manager, weights, tensor));
    }
    return arrays;
  }

  @Override
  public Weights weights(Map<String, NDArray> arrays) {
    Map<Tensor, float[]> values = new EnumMap<>(Tensor.class);
    byTensor(arrays).forEach((tensor, array) -> values.put(tensor, array.toFloatArray()));
    return new Weights(shape, composition.items(), values);
  }

  @Override
  public NDArray meanings(NDManager local, Map<String, NDArray> weights) {
    return composition.compose(local, weights);
  }

  @Override
  public void handBack(NDManager local, Map<String, NDArray> gradients) {
    composition.handBack(local, gradients);
  }

  @Override
  public HopeNetwork.State initial() {
    return HopeNetwork.State.INITIAL;
  }

  @Override
  public HopeNetwork network(
      Map<String, NDArray> weights, DropoutMasks dropout, GradientTape tape) {
    return HopeNetwork.training(shape, byTensor(weights), dropout, tape);
  }

  private static Map<Tensor, NDArray> byTensor(Map<String, NDArray> arrays) {
    Map<Tensor, NDArray> found = new EnumMap<>(Tensor.class);
    for (Tensor tensor : Tensor.values()) {
      NDArray array = arrays.get(tensor.key());
      if (array != null) {
        found.put(tensor, array);
      }
    }
    return found;
  }
}
