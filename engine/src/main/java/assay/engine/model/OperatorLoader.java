package assay.engine.model;

import assay.engine.config.ModelConfig;
import assay.engine.config.NormConfig;
import assay.engine.config.WeightLayout.Presence;
import java.util.Arrays;
import java.util.List;

/// Norms and projections made of a file's tensors.
final class OperatorLoader {
  private final Tensors tensors;
  private final ModelConfig config;

  OperatorLoader(Tensors tensors, ModelConfig config) {
    this.tensors = tensors;
    this.config = config;
  }

  /// Returns a norm of the residual stream.
  Norm norm(String name, int width) {
    return norm(name, width, config.layout().biases().norm());
  }

  /// Returns a norm of something narrower, which has no bias.
  Norm innerNorm(String name, int width) {
    return norm(name, width, Presence.ABSENT);
  }

  /// Returns a norm without gains.
  Norm plainNorm(int width) {
    float[] gain = new float[width];
    Arrays.fill(gain, 1);
    return new Norm.RootMeanSquare(gain, config.norm().epsilon());
  }

  private Norm norm(String name, int width, Presence biasRule) {
    float[] gain = tensors.vector(name + ".weight", width);
    for (int i = 0; i < width; i++) {
      gain[i] += config.layout().gainOffset();
    }
    NormConfig norm = config.norm();
    float[] bias = bias(name, width, biasRule);
    return switch (norm.kind()) {
      case ROOT_MEAN_SQUARE -> new Norm.RootMeanSquare(gain, norm.epsilon());
      case LAYER ->
          new Norm.Layer(gain, bias.length == 0 ? new float[width] : bias, norm.epsilon());
    };
  }

  /// Returns a projection that has a tensor of its own.
  Projection projection(String name, int outDim, int inDim, Presence biasRule) {
    return tensors.projection(
        List.of(tensors.matrix(name + ".weight", outDim, inDim)), bias(name, outDim, biasRule));
  }

  /// Returns a bias `[length]`, or an empty array for none.
  float[] bias(String name, int length, Presence rule) {
    String full = name + ".bias";
    return switch (rule) {
      case ABSENT -> new float[0];
      case OPTIONAL -> tensors.has(full) ? tensors.vector(full, length) : new float[0];
      case REQUIRED -> tensors.vector(full, length);
    };
  }
}
