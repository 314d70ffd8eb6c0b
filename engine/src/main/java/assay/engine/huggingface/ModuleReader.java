package assay.engine.huggingface;

import assay.engine.format.BlockScales;
import assay.engine.format.DType;
import assay.engine.format.Shape;
import assay.engine.format.StoredType;
import assay.engine.huggingface.Quantization.Awq;
import assay.engine.huggingface.Quantization.Gptq;
import assay.engine.huggingface.Quantization.Scaled;
import assay.engine.huggingface.Shards.Located;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Makes of the tensors of a module what the engine calls its weight and its bias.
final class ModuleReader {
  private static final String WEIGHT = "weight";

  private static final String ALTERNATING = "alternating_"; // gates and up projections

  /// What a weight is made from; a module has one of them.
  private static final List<String> FORMS =
      List.of(
          WEIGHT,
          "qweight",
          "weight_packed",
          "transposed",
          "blocks",
          ALTERNATING + "transposed",
          ALTERNATING + "blocks");

  /// What stands beside a `qweight`.
  private static final Set<String> BESIDE_WORDS = Set.of("qzeros", "scales", "g_idx");

  private static final Set<String> EXPERTS =
      Set.of(
          "transposed",
          "blocks",
          "block_scales",
          ALTERNATING + "transposed",
          ALTERNATING + "blocks",
          ALTERNATING + "block_scales",
          ALTERNATING + "bias");

  /// Bounds that libraries round activations to, which the engine does not do.
  private static final Set<String> ABOUT_ACTIVATIONS =
      Set.of("input_scale", "input_zero_point", "output_scale");

  private final StoredModule module;
  private final Quantization quantization;
  private final Map<String, Content> contents = new LinkedHashMap<>();

  private ModuleReader(StoredModule module, Quantization quantization) {
    this.module = module;
    this.quantization = quantization;
  }

  /// Returns what becomes of a module's tensors, by the engine's names.
  ///
  /// @throws MalformedModelException if tensors do not fit each other, or the configuration
  static Map<String, Content> read(StoredModule module, Quantization quantization) {
    ModuleReader reader = new ModuleReader(module, quantization);
    reader.requireOneForm();
    if (module.has("qweight")) {
      reader.words();
    } else if (module.has("weight_packed")) {
      reader.compressed();
    } else if (module.parts().keySet().stream().anyMatch(EXPERTS::contains)) {
      reader.experts();
    } else {
      reader.plain();
    }
    return reader.contents;
  }

  private void requireOneForm() {
    List<Located> forms = FORMS.stream().filter(module::has).map(module.parts()::get).toList();
    if (forms.size() > 1) {
      throw StoredModule.fault(
          forms.get(1),
          "the checkpoint has this tensor in two forms",
          "each tensor once",
          "also \"" + forms.getFirst().info().name() + "\"");
    }
  }

  private void words() {
    Located stored = module.parts().get("qweight");
    PackedMatrix matrix =
        switch (quantization) {
          case Gptq gptq -> GptqMatrix.of(module, gptq);
          case Awq awq -> AwqMatrix.of(module, awq.spread());
          case Quantization.None _, Scaled _ -> throw unexplained(stored);
        };
    put(matrix, stored);
    others(Set.of("qweight", "qzeros", "scales", "g_idx"));
  }

  private void compressed() {
    Located stored = module.parts().get("weight_packed");
    Optional<WeightScheme> scheme = requireScheme("weight_packed");
    put(CompressedMatrix.ofWords(module, scheme), stored);
    others(
        Set.of(
            "weight_packed", "weight_scale", "weight_zero_point", "weight_shape", "weight_g_idx"));
  }

  /// Returns what the configuration says of whole numbers, which have to be meant, and to have
  /// beside them what it says that they need.
  private Optional<WeightScheme> requireScheme(String part) {
    Optional<WeightScheme> scheme = scheme(part);
    if (scheme.filter(each -> !each.symmetric()).isPresent()) {
      require(part, "weight_zero_point", "config.json says that weights are not symmetric");
    }
    if (scheme.filter(WeightScheme::scattered).isPresent()) {
      require(
          part, "weight_g_idx", "config.json says that columns are in the order of activations");
    }
    return scheme;
  }

  private void require(String part, String needed, String reason) {
    if (!module.has(needed)) {
      String what = "the %s of the tensor is missing: %s".formatted(needed, reason);
      throw module.missing(needed, part, what);
    }
  }

  private Optional<WeightScheme> scheme(String part) {
    if (!(quantization instanceof Scaled format)) {
      throw unexplained(module.parts().get(part));
    }
    return WeightScheme.of(module.inFile(part), format.schemes());
  }

  private void experts() {
    stacked(ExpertStack.WHOLE, "", module.name());
    String both = "gate_up";
    stacked(new ExpertStack(0, 2), ALTERNATING, module.name().replace(both, "gate"));
    stacked(new ExpertStack(1, 2), ALTERNATING, module.name().replace(both, "up"));
    others(EXPERTS);
  }

  /// @param kind that the parts of these rows begin with
  private void stacked(ExpertStack stack, String kind, String name) {
    String weight = name + "." + WEIGHT;
    module
        .find(kind + "transposed")
        .ifPresent(found -> contents.put(weight, stack.transposed(found)));
    String blocks = kind + "blocks";
    module
        .find(blocks)
        .ifPresent(
            found -> {
              Located scales = module.require(kind + "block_scales", blocks);
              contents.put(weight, stack.blocks(found, scales));
            });
    module
        .find(kind + "bias")
        .filter(_ -> !kind.isEmpty())
        .ifPresent(found -> contents.put(name + ".bias", stack.bias(found)));
  }

  private void put(PackedMatrix matrix, Located stored) {
    contents.put(module.name() + "." + WEIGHT, GroupEncoder.encode(matrix, stored));
  }

  private void plain() {
    Optional<StoredType> type = module.find(WEIGHT).map(found -> found.info().type());
    if (type.filter(StoredType.F8_E4M3::equals).isPresent()) {
      scaled();
    } else if (type.filter(StoredType.I8::equals).isPresent()) {
      Located stored = module.parts().get(WEIGHT);
      Optional<WeightScheme> scheme = requireScheme(WEIGHT);
      put(CompressedMatrix.ofBytes(module, scheme), stored);
      others(Set.of(WEIGHT, "weight_scale", "weight_zero_point"));
    } else {
      others(Set.of());
    }
  }

  private void scaled() {
    Located stored = module.parts().get(WEIGHT);
    if (!(quantization instanceof Scaled format)) {
      throw unexplained(stored);
    }
    String name =
        Stream.of("weight_scale", "weight_scale_inv")
            .filter(module::has)
            .findFirst()
            .orElse(format.scales());
    Located found = module.require(name, WEIGHT);
    Optional<ScaleSpread> spread = scheme(WEIGHT).map(WeightScheme::spread);
    Shape shape = stored.info().shape();
    spread.ifPresent(
        each -> WeightScheme.requireScales(found, each, shape.rows(), shape.columns()));
    BlockScales scales =
        F8Scales.of(stored, found, spread.flatMap(ScaleBlock::of).or(format::block));
    contents.put(
        module.name() + "." + WEIGHT,
        new Content.Mapped(stored, DType.F8_E4M3, Optional.of(scales)));
    others(Set.of(WEIGHT, name));
  }

  private void others(Set<String> used) {
    module
        .parts()
        .forEach(
            (part, found) -> {
              if (!used.contains(part) && !ABOUT_ACTIVATIONS.contains(part)) {
                other(part, found, !used.isEmpty());
              }
            });
  }

  /// @param packed whether the weight is; some writers give such modules a bias of zeros
  private void other(String part, Located found, boolean packed) {
    if (BESIDE_WORDS.contains(part)) {
      throw module.missing("qweight", part, "the tensor that this one belongs to is missing");
    }
    if (part.startsWith("weight_")) {
      throw StoredModule.fault(
          found,
          "no tensor that this one belongs to",
          "\"weight\" of type F8_E4M3 or I8, or \"weight_packed\", beside it",
          module.find(WEIGHT).map(weight -> weight.info().type().toString()).orElse("none"));
    }
    DType dtype =
        found
            .info()
            .type()
            .dtype()
            .filter(type -> type != DType.F8_E4M3)
            .orElseThrow(() -> unexplained(found));
    if (!(packed && part.equals("bias") && isZero(found))) {
      contents.put(module.name() + "." + part, new Content.Mapped(found, dtype, Optional.empty()));
    }
  }

  private static boolean isZero(Located tensor) {
    return tensor
        .data()
        .elements(ValueLayout.JAVA_BYTE)
        .allMatch(each -> each.get(ValueLayout.JAVA_BYTE, 0) == 0);
  }

  private static RuntimeException unexplained(Located found) {
    return StoredModule.fault(
        found,
        "config.json does not say how numbers of this tensor are packed",
        "F32, F16 or BF16, or a \"quantization_config\" that fits",
        found.info().type() + " " + found.info().shape());
  }
}
