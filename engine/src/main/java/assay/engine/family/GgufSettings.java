package assay.engine.family;

import assay.engine.config.PositionScheme.Rotary;
import assay.engine.config.WeightLayout;
import assay.engine.config.WeightLayout.FusedQkv;
import assay.engine.format.GgufFile;
import assay.engine.format.GgufMetadata;
import assay.engine.format.GgufValue;
import assay.engine.format.MalformedModelException;
import assay.engine.format.MalformedModelException.FilePlace;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// The keys of one architecture in a GGUF file's metadata. Defaults are those of llama.cpp
/// (`llama-model.cpp`, `load_hparams`).
final class GgufSettings extends Settings {
  private static final String REMEDY = "Convert the model again, or use another file of it";

  private final GgufFile file;
  private final GgufMetadata metadata;
  private final String architecture;
  private final GgufRope rope;
  private final Set<String> used = new HashSet<>();

  GgufSettings(GgufFile file, String architecture) {
    metadata = file.metadata();
    this.architecture = architecture;
    this.file = file;
    rope = new GgufRope(this, file);
    used.add(name("tensor_data_layout"));
  }

  private String name(String suffix) {
    return architecture + "." + suffix;
  }

  /// Returns the whole name of a key, which counts as read then.
  private Optional<String> name(Key key) {
    Optional<String> name = key.gguf().map(this::name);
    name.ifPresent(used::add);
    return name;
  }

  @Override
  boolean isGguf() {
    return true;
  }

  @Override
  boolean names(Key key) {
    return name(key).flatMap(metadata::value).isPresent();
  }

  @Override
  Optional<Long> integer(Key key) {
    OptionalLong value = name(key).map(metadata::integer).orElse(OptionalLong.empty());
    return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
  }

  @Override
  OptionalDouble number(Key key) {
    OptionalDouble value = name(key).map(metadata::number).orElse(OptionalDouble.empty());
    if (value.isPresent() && !Double.isFinite(value.getAsDouble())) {
      throw outOfRange(key, "a finite number");
    }
    return value;
  }

  @Override
  Optional<Boolean> bool(Key key) {
    return name(key).flatMap(metadata::bool);
  }

  @Override
  Optional<String> text(Key key) {
    return name(key).flatMap(metadata::string);
  }

  @Override
  List<Long> integers(Key key) {
    int[] numbers = name(key).map(metadata::ints).orElse(new int[0]);
    return Arrays.stream(numbers).asLongStream().boxed().toList();
  }

  @Override
  List<Boolean> flags(Key key) {
    return name(key).map(metadata::bools).orElse(List.of());
  }

  @Override
  Set<String> tensorsFrom(int layer) {
    return file.tensors().keySet().stream()
        .filter(tensor -> tensor.startsWith("blk."))
        .filter(tensor -> layerOf(tensor) >= layer)
        .collect(Collectors.toSet());
  }

  /// Returns the layer in a name such as `blk.7.attn_q.weight`, or -1 if there is none.
  private static int layerOf(String tensor) {
    String number = tensor.substring("blk.".length()).split("\\.", 2)[0];
    return number.matches("\\d{1,6}") ? Integer.parseInt(number) : -1;
  }

  @Override
  Optional<List<String>> names(Key key, List<String> known) {
    return Optional.empty();
  }

  @Override
  void ignore(Key key) {
    Optional<String> _ = name(key);
  }

  @Override
  int vocabSize() {
    Key size = Key.inGguf("vocab_size");
    ignore(size);
    int tokens = metadata.strings("tokenizer.ggml.tokens").size();
    return tokens > 0 ? tokens : positive(size);
  }

  @Override
  Rotary rope(RopeRule rule, int headDim) {
    return rope.everywhere(rule, headDim);
  }

  @Override
  Rotary windowRope(RopeRule rule, int headDim) {
    return rope.inWindows(rule, headDim);
  }

  @Override
  int reach(int context, Rotary rotary) {
    return context;
  }

  @Override
  WeightLayout stored(WeightLayout inCheckpoints) {
    return new WeightLayout(
        FusedQkv.CONCATENATED, 0, inCheckpoints.biases(), rope.settingTensors());
  }

  @Override
  boolean hasTensor(String suffix) {
    return file.tensors().keySet().stream().anyMatch(tensor -> tensor.endsWith(suffix));
  }

  @Override
  void refuseUnread() {
    for (String key : metadata.keys()) {
      if (key.startsWith(name("")) && !used.contains(key)) {
        throw fault(
            key,
            "the engine does not know this setting of the architecture",
            "only settings that it applies",
            "this key");
      }
    }
  }

  @Override
  MalformedModelException missing(Key key) {
    return fault(name(key.gguf().orElseThrow()), "key is missing", "a whole number", "nothing");
  }

  @Override
  MalformedModelException fault(Key key, String what, String expected) {
    String name = name(key.gguf().orElseThrow());
    return fault(
        name, what, expected, metadata.value(name).map(GgufSettings::shown).orElse("nothing"));
  }

  private MalformedModelException fault(String name, String what, String expected, String found) {
    return new MalformedModelException(
        FilePlace.ofKey(metadata.file(), name), what, expected, found, REMEDY);
  }

  private static String shown(GgufValue value) {
    return switch (value) {
      case GgufValue.Text(String text) -> "\"" + text + "\"";
      case GgufValue.Whole whole -> String.valueOf(whole.value());
      case GgufValue.Real real -> String.valueOf(real.value());
      case GgufValue.Bool(boolean truth) -> String.valueOf(truth);
      case GgufValue.Texts _, GgufValue.Numbers _ -> "an array";
    };
  }
}
