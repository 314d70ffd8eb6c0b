package assay.engine.model;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.Latent;
import assay.engine.config.AttentionConfig.LatentShape;
import assay.engine.config.ModelConfig;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.kernels.Matrix;
import assay.engine.model.LayerWeights.GroupedQueryWeights;
import assay.engine.model.LayerWeights.HeadNorms;
import assay.engine.model.LayerWeights.KeyMap;
import assay.engine.model.LayerWeights.LatentHead;
import assay.engine.model.LayerWeights.LatentWeights;
import assay.engine.model.LayerWeights.Squeeze;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Finds the tensors of one layer's attention, in each of the forms that they are stored in.
final class AttentionLoader {
  private final Tensors tensors;
  private final OperatorLoader operators;
  private final ModelConfig config;
  private final BiasRules biases;
  private final String prefix;

  /// @param prefix of the layer's tensors, such as `blk.0.`
  AttentionLoader(Tensors tensors, OperatorLoader operators, ModelConfig config, String prefix) {
    this.tensors = tensors;
    this.operators = operators;
    this.config = config;
    this.prefix = prefix;
    biases = config.layout().biases();
  }

  GroupedQueryWeights grouped(GroupedQuery attention) {
    List<Projection> inputs =
        tensors.has(prefix + "attn_qkv.weight") ? fused(attention) : separate(attention);
    Optional<Projection> gate =
        attention.gated() ? Optional.of(half(attention, 1)) : Optional.empty();
    Optional<HeadNorms> norms =
        switch (attention.norm()) {
          case NONE -> Optional.empty();
          case EACH -> Optional.of(norms(attention.headDim(), attention.headDim()));
          case EACH_ALIKE -> Optional.of(alike(attention.headDim()));
          case ALL -> Optional.of(norms(attention.queryDim(), attention.kvDim()));
        };
    return new GroupedQueryWeights(
        inputs.get(0),
        inputs.get(1),
        inputs.get(2),
        gate,
        norms,
        sinks(attention),
        output(attention.queryDim()));
  }

  private List<Float> sinks(GroupedQuery attention) {
    List<Float> sinks = new ArrayList<>();
    if (attention.scores().sinks()) {
      for (float sink : tensors.vector(prefix + "attn_sinks.weight", attention.headCount())) {
        sinks.add(sink);
      }
    }
    return sinks;
  }

  private HeadNorms norms(int queryWidth, int keyWidth) {
    return new HeadNorms(
        operators.innerNorm(prefix + "attn_q_norm", queryWidth),
        operators.innerNorm(prefix + "attn_k_norm", keyWidth));
  }

  private HeadNorms alike(int width) {
    return new HeadNorms(operators.plainNorm(width), operators.plainNorm(width));
  }

  private Projection output(int inDim) {
    String name = prefix + "attn_output";
    return operators.projection(name, config.modelDim(), inDim, biases.attentionOutput());
  }

  private List<Projection> separate(GroupedQuery attention) {
    return List.of(
        attention.gated() ? half(attention, 0) : input("attn_q", attention.queryDim()),
        input("attn_k", attention.kvDim()),
        input("attn_v", attention.kvDim()));
  }

  /// Returns the queries (0) or the gates (1) of heads that have both in one tensor.
  private Projection half(GroupedQuery attention, int half) {
    int rows = Math.multiplyExact(2, attention.queryDim());
    int headDim = attention.headDim();
    List<Span> spans =
        IntStream.range(0, attention.headCount())
            .mapToObj(head -> new Span((2 * head + half) * headDim, headDim))
            .toList();
    return cut(prefix + "attn_q", rows, spans);
  }

  private Projection cut(String name, int rows, List<Span> spans) {
    Matrix all = tensors.matrix(name + ".weight", rows, config.modelDim());
    float[] bias = operators.bias(name, rows, biases.attentionInput());
    List<Matrix> pieces = spans.stream().map(span -> all.slice(span.from(), span.count())).toList();
    return tensors.projection(pieces, cut(bias, spans));
  }

  private Projection input(String name, int outDim) {
    return operators.projection(prefix + name, outDim, config.modelDim(), biases.attentionInput());
  }

  /// Cuts one tensor into queries, keys and values.
  private List<Projection> fused(GroupedQuery attention) {
    String name = prefix + "attn_qkv";
    int outDim = Math.addExact(attention.queryDim(), Math.multiplyExact(2, attention.kvDim()));
    return IntStream.range(0, 3)
        .mapToObj(part -> cut(name, outDim, spans(attention, part)))
        .toList();
  }

  /// Rows of a fused tensor.
  private record Span(int from, int count) {}

  /// Returns where queries (0), keys (1) or values (2) lie.
  private List<Span> spans(GroupedQuery attention, int part) {
    int headDim = attention.headDim();
    int queryDim = attention.queryDim();
    int kvDim = attention.kvDim();
    return switch (config.layout().fusedQkv()) {
      case CONCATENATED ->
          List.of(
              part == 0 ? new Span(0, queryDim) : new Span(queryDim + (part - 1) * kvDim, kvDim));
      case PER_HEAD -> {
        List<Span> spans = new ArrayList<>();
        for (int head = 0; head < attention.headCount(); head++) {
          spans.add(new Span((3 * head + part) * headDim, headDim));
        }
        yield spans;
      }
    };
  }

  private static float[] cut(float[] bias, List<Span> spans) {
    if (bias.length == 0) {
      return bias;
    }
    float[] part = new float[spans.stream().mapToInt(Span::count).sum()];
    int at = 0;
    for (Span span : spans) {
      System.arraycopy(bias, span.from(), part, at, span.count());
      at += span.count();
    }
    return part;
  }

  LatentWeights latent(Latent attention) {
    LatentShape shape = attention.shape();
    int queryDim = Math.multiplyExact(attention.headCount(), shape.headDim());
    Optional<Squeeze> squeeze = Optional.empty();
    Projection query;
    if (shape.queryRank().isPresent()) {
      int rank = shape.queryRank().getAsInt();
      Projection down = input("attn_q_a", rank);
      squeeze = Optional.of(new Squeeze(down, operators.innerNorm(prefix + "attn_q_a_norm", rank)));
      query = operators.projection(prefix + "attn_q_b", queryDim, rank, biases.attentionInput());
    } else {
      query = input("attn_q", queryDim);
    }
    return new LatentWeights(
        squeeze,
        query,
        input("attn_kv_a_mqa", shape.entryDim()),
        operators.innerNorm(prefix + "attn_kv_a_norm", shape.latentDim()),
        heads(attention.headCount(), shape),
        output(Math.multiplyExact(attention.headCount(), shape.valueDim())));
  }

  private List<LatentHead> heads(int headCount, LatentShape shape) {
    List<LatentHead> heads = new ArrayList<>();
    int latentDim = shape.latentDim();
    int plainDim = shape.plainDim();
    int valueDim = shape.valueDim();
    if (tensors.has(prefix + "attn_kv_b.weight")) {
      int rows = Math.addExact(plainDim, valueDim);
      Matrix all =
          tensors.matrix(
              prefix + "attn_kv_b.weight", Math.multiplyExact(headCount, rows), latentDim);
      for (int head = 0; head < headCount; head++) {
        KeyMap key = new KeyMap.ToKey(all.slice(head * rows, plainDim));
        Matrix value = all.slice(head * rows + plainDim, valueDim);
        heads.add(new LatentHead(key, tensors.pack(value)));
      }
    } else {
      List<Matrix> keys = tensors.stack(prefix + "attn_k_b.weight", headCount, latentDim, plainDim);
      List<Matrix> values =
          tensors.stack(prefix + "attn_v_b.weight", headCount, valueDim, latentDim);
      for (int head = 0; head < headCount; head++) {
        KeyMap key = new KeyMap.FromQuery(tensors.pack(keys.get(head)));
        heads.add(new LatentHead(key, tensors.pack(values.get(head))));
      }
    }
    return heads;
  }
}
