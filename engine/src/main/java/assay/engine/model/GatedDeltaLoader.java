package assay.engine.model;

import assay.engine.config.DeltaShape;
import assay.engine.config.ModelConfig;
import assay.engine.config.WeightLayout.Presence;
import assay.engine.kernels.Matrix;
import assay.engine.model.LayerWeights.GatedDeltaWeights;
import java.util.ArrayList;
import java.util.List;

/// Finds the tensors of one layer's gated delta network, in each of the forms that they are stored
/// in: queries, keys and values in one tensor and gates in another, or all of them in one, ordered
/// by key head; likewise the two small projections of each value head.
final class GatedDeltaLoader {
  private final Tensors tensors;
  private final OperatorLoader operators;
  private final ModelConfig config;
  private final String prefix;

  /// @param prefix of the layer's tensors, such as `blk.0.`
  GatedDeltaLoader(Tensors tensors, OperatorLoader operators, ModelConfig config, String prefix) {
    this.tensors = tensors;
    this.operators = operators;
    this.config = config;
    this.prefix = prefix;
  }

  GatedDeltaWeights load(DeltaShape shape) {
    boolean byHead = tensors.has(prefix + "ssm_in.weight");
    return new GatedDeltaWeights(
        byHead ? mixedByHead(shape) : whole("attn_qkv", shape.mixedDim()),
        byHead ? gateByHead(shape) : whole("attn_gate", shape.valuesDim()),
        small(shape, "ssm_beta", 0),
        small(shape, "ssm_alpha", 1),
        vectors(shape),
        operators.projection(
            prefix + "ssm_out", config.modelDim(), shape.valuesDim(), Presence.ABSENT));
  }

  private Projection whole(String name, int rows) {
    return operators.projection(prefix + name, rows, config.modelDim(), Presence.ABSENT);
  }

  /// Returns the width of the values of one key head.
  private static int valuesOfKey(DeltaShape shape) {
    return shape.valuesDim() / shape.keyHeads();
  }

  private Matrix byHead(DeltaShape shape) {
    int rows = Math.addExact(shape.mixedDim(), shape.valuesDim());
    return tensors.matrix(prefix + "ssm_in.weight", rows, config.modelDim());
  }

  private Projection mixedByHead(DeltaShape shape) {
    List<Matrix> pieces = new ArrayList<>();
    pieces.addAll(pieces(byHead(shape), shape, 0, shape.keyDim()));
    pieces.addAll(pieces(byHead(shape), shape, shape.keyDim(), shape.keyDim()));
    pieces.addAll(pieces(byHead(shape), shape, 2 * shape.keyDim(), valuesOfKey(shape)));
    return tensors.projection(pieces, new float[0]);
  }

  private Projection gateByHead(DeltaShape shape) {
    int first = 2 * shape.keyDim() + valuesOfKey(shape);
    return tensors.projection(
        pieces(byHead(shape), shape, first, valuesOfKey(shape)), new float[0]);
  }

  /// Returns some rows of each key head.
  private static List<Matrix> pieces(Matrix all, DeltaShape shape, int first, int count) {
    int rows = all.rows() / shape.keyHeads();
    List<Matrix> pieces = new ArrayList<>();
    for (int head = 0; head < shape.keyHeads(); head++) {
      pieces.add(all.slice(head * rows + first, count));
    }
    return pieces;
  }

  /// Returns a projection to one number for each value head.
  ///
  /// @param half which of the two it is where both are in one tensor
  private Projection small(DeltaShape shape, String name, int half) {
    if (tensors.has(prefix + name + ".weight")) {
      return whole(name, shape.valueHeads());
    }
    int rows = Math.multiplyExact(2, shape.valueHeads());
    Matrix both = tensors.matrix(prefix + "ssm_ba.weight", rows, config.modelDim());
    int ofKey = shape.valueHeads() / shape.keyHeads();
    return tensors.projection(pieces(both, shape, half * ofKey, ofKey), new float[0]);
  }

  private DeltaVectors vectors(DeltaShape shape) {
    int heads = shape.valueHeads();
    // The norm's gain is whole where those of others lack their 1.
    Norm norm =
        new Norm.RootMeanSquare(
            tensors.vector(prefix + "ssm_norm.weight", shape.valueDim()), config.norm().epsilon());
    return new DeltaVectors(
        shape,
        tensors.values(prefix + "ssm_conv1d.weight", shape.mixedDim(), shape.taps()),
        rates(heads),
        tensors.vector(prefix + "ssm_dt.bias", heads),
        norm);
  }

  /// Checkpoints hold the logarithms of the rates without their sign.
  private float[] rates(int heads) {
    if (tensors.has(prefix + "ssm_a")) {
      return tensors.vector(prefix + "ssm_a", heads);
    }
    float[] rates = tensors.vector(prefix + "ssm_a_log", heads);
    for (int i = 0; i < heads; i++) {
      rates[i] = (float) -Math.exp(rates[i]);
    }
    return rates;
  }
}
