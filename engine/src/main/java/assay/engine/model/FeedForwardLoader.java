package assay.engine.model;

import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.FeedForwardConfig.RouterConfig;
import assay.engine.config.FeedForwardConfig.SharedExpert;
import assay.engine.config.ModelConfig;
import assay.engine.config.WeightLayout.Presence;
import assay.engine.kernels.Matrix;
import assay.engine.model.LayerWeights.ExpertsWeights;
import assay.engine.model.LayerWeights.GatedWeights;
import assay.engine.model.LayerWeights.PlainWeights;
import assay.engine.model.LayerWeights.SharedWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Finds the tensors of one layer's feed-forward block, in each of the forms that they are stored
/// in.
final class FeedForwardLoader {
  private final Tensors tensors;
  private final OperatorLoader operators;
  private final Presence biasRule;
  private final int modelDim;
  private final String prefix;

  /// @param prefix of the layer's tensors, such as `blk.0.`
  FeedForwardLoader(Tensors tensors, OperatorLoader operators, ModelConfig config, String prefix) {
    this.tensors = tensors;
    this.operators = operators;
    this.prefix = prefix;
    modelDim = config.modelDim();
    biasRule = config.layout().biases().feedForward();
  }

  /// Returns a gated block.
  ///
  /// @param suffix of its tensors: none, or `_shexp`
  GatedWeights gated(String suffix, int ffnDim) {
    String up = prefix + "ffn_up" + suffix;
    Projection down =
        operators.projection(prefix + "ffn_down" + suffix, modelDim, ffnDim, biasRule);
    if (tensors.has(prefix + "ffn_gate" + suffix + ".weight")) {
      String gate = prefix + "ffn_gate" + suffix;
      return new GatedWeights(
          operators.projection(gate, ffnDim, modelDim, biasRule),
          operators.projection(up, ffnDim, modelDim, biasRule),
          down);
    }
    Matrix both = tensors.matrix(up + ".weight", Math.multiplyExact(2, ffnDim), modelDim);
    return new GatedWeights(plain(both.slice(0, ffnDim)), plain(both.slice(ffnDim, ffnDim)), down);
  }

  private Projection plain(Matrix matrix) {
    return tensors.projection(List.of(matrix), new float[0]);
  }

  PlainWeights plain(int ffnDim) {
    return new PlainWeights(
        operators.projection(prefix + "ffn_up", ffnDim, modelDim, biasRule),
        operators.projection(prefix + "ffn_down", modelDim, ffnDim, biasRule));
  }

  ExpertsWeights experts(Experts block) {
    RouterConfig router = block.router();
    int count = router.expertCount();
    float[] bias =
        router.biased() ? tensors.vector(prefix + "exp_probs_b.bias", count) : new float[0];
    return new ExpertsWeights(
        operators.projection(prefix + "ffn_gate_inp", count, modelDim, biasOfRouter()),
        new Router(router, bias),
        experts(count, block.expertDim()),
        block.shared().map(this::shared));
  }

  private List<GatedWeights> experts(int count, int expertDim) {
    List<Projection> down = experts("ffn_down", count, modelDim, expertDim);
    List<GatedWeights> experts = new ArrayList<>();
    if (tensors.has(prefix + "ffn_gate_up_exps.weight")) {
      int rows = Math.multiplyExact(2, expertDim);
      List<Matrix> both = tensors.stack(prefix + "ffn_gate_up_exps.weight", count, rows, modelDim);
      for (int i = 0; i < count; i++) {
        Projection gate = plain(both.get(i).slice(0, expertDim));
        Projection up = plain(both.get(i).slice(expertDim, expertDim));
        experts.add(new GatedWeights(gate, up, down.get(i)));
      }
    } else {
      List<Projection> gate = experts("ffn_gate", count, expertDim, modelDim);
      List<Projection> up = experts("ffn_up", count, expertDim, modelDim);
      for (int i = 0; i < count; i++) {
        experts.add(new GatedWeights(gate.get(i), up.get(i), down.get(i)));
      }
    }
    return experts;
  }

  /// Where experts have biases, so has the router.
  private Presence biasOfRouter() {
    return tensors.has(prefix + "ffn_up_exps.bias") ? biasRule : Presence.ABSENT;
  }

  /// Returns one projection of each expert, with its bias if they have one.
  private List<Projection> experts(String name, int count, int rows, int columns) {
    List<Matrix> matrices = matrices(name, count, rows, columns);
    String biases = prefix + name + "_exps.bias";
    if (biasRule == Presence.ABSENT || !tensors.has(biases)) {
      return matrices.stream().map(this::plain).toList();
    }
    float[] all = tensors.values(biases, count, rows);
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                tensors.projection(
                    List.of(matrices.get(i)), Arrays.copyOfRange(all, i * rows, (i + 1) * rows)))
        .toList();
  }

  /// Returns one matrix of each expert, whether they are stacked or one by one.
  private List<Matrix> matrices(String name, int count, int rows, int columns) {
    if (tensors.has(prefix + name + ".0.weight")) {
      return IntStream.range(0, count)
          .mapToObj(i -> tensors.matrix(prefix + name + "." + i + ".weight", rows, columns))
          .toList();
    }
    return tensors.stack(prefix + name + "_exps.weight", count, rows, columns);
  }

  private SharedWeights shared(SharedExpert shared) {
    Optional<Projection> weight =
        shared.weighed()
            ? Optional.of(plain(tensors.row(prefix + "ffn_gate_inp_shexp.weight", modelDim)))
            : Optional.empty();
    return new SharedWeights(gated("_shexp", shared.ffnDim()), weight);
  }
}
