package assay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.engine.config.CacheType;
import assay.engine.config.ScalingRequest;
import assay.engine.decoding.DecodingOptions;
import assay.engine.format.DType;
import assay.engine.kernels.Accuracy;
import assay.engine.kernels.KernelSelector;
import assay.engine.kernels.Kernels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Checkpoint folders against Transformers, for every kernel implementation and every way to cut a
/// sequence.
final class CheckpointLogitsTest {
  private static final float EXACT = 1e-4f;

  static Stream<Arguments> cases() {
    return ReferenceCheckpoint.names().stream()
        .flatMap(
            name ->
                KernelSelector.available().stream()
                    .filter(kernels -> isExactHere(kernels, name))
                    .map(Kernels::name)
                    .map(kernels -> Arguments.of(name, kernels)));
  }

  /// Whole numbers are multiplied with activations of so many bits; other weights in F32 by machine
  /// code too, the same way for 16 and 24 bits.
  private static boolean isExactHere(Kernels kernels, String name) {
    int bits = hasWholeNumbers(name) ? 24 : 16;
    return !(kernels.accuracy() instanceof Accuracy.Bounded bounded) || bounded.bits() == bits;
  }

  private static boolean hasWholeNumbers(String name) {
    try {
      Set<DType> types =
          ModelInspection.of(ReferenceCheckpoint.read(name).folder()).tensors().keySet();
      return types.stream().anyMatch(Set.of(DType.INT4, DType.INT8, DType.MXFP4)::contains);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("cases")
  void meetsTheReference(String name, String kernels) throws IOException {
    ReferenceCheckpoint reference = ReferenceCheckpoint.read(name);
    List<float[]> rows = inSteps(reference, kernels, reference.tokens().length);
    float largest = 0;
    for (int row = 0; row < rows.size(); row++) {
      for (int i = 0; i < rows.get(row).length; i++) {
        largest = Math.max(largest, Math.abs(rows.get(row)[i] - reference.logits()[row][i]));
      }
    }
    assertThat(rows).hasSameSizeAs(reference.logits());
    assertThat(largest).isLessThan(EXACT);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("cases")
  void givesTheSameBitsHoweverASequenceIsCut(String name, String kernels) throws IOException {
    ReferenceCheckpoint reference = ReferenceCheckpoint.read(name);
    List<float[]> whole = inSteps(reference, kernels, reference.tokens().length);
    for (int step : new int[] {1, 7}) {
      List<float[]> cut = inSteps(reference, kernels, step);
      for (int row = 0; row < whole.size(); row++) {
        assertThat(cut.get(row)).as("row %d in steps of %d", row, step).isEqualTo(whole.get(row));
      }
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("cases")
  void continuesLikeTheReference(String name, String kernels) throws IOException {
    ReferenceCheckpoint reference = ReferenceCheckpoint.read(name);
    try (LanguageModel model = open(reference, kernels)) {
      DecodingOptions greedy = DecodingOptions.greedy(reference.greedy().length);
      Generation generation = model.generate(reference.prompt(), greedy, _ -> new byte[0]);
      assertThat(generation.tokens()).containsExactlyElementsOf(boxed(reference.greedy()));
    }
  }

  /// The model reaches four times its original context, and so does the request: the reference is
  /// the same.
  @Test
  void longropeThatIsAskedForMeetsTheReference() throws IOException {
    ReferenceCheckpoint reference = ReferenceCheckpoint.read("phi3-long");
    ScalingRequest request =
        new ScalingRequest(ScalingRequest.Kind.LONGROPE, 4, OptionalInt.empty());
    LoadOptions options =
        new LoadOptions(
            KernelSelector.AUTO,
            2,
            OptionalInt.of(reference.tokens().length),
            Optional.of(request),
            CacheType.F32);
    try (LanguageModel model = ModelLoader.open(reference.folder(), options)) {
      model.logits(
          reference.tokens(),
          0,
          (index, row) ->
              assertThat(row).containsExactly(reference.logits()[index], within(EXACT)));
    }
  }

  /// The context is as long as the sequence: with it the reference computed rotations that depend
  /// on it.
  private static LanguageModel open(ReferenceCheckpoint reference, String kernels)
      throws IOException {
    int context = reference.tokens().length;
    return ModelLoader.open(
        reference.folder(), new LoadOptions(kernels, 2, OptionalInt.of(context)));
  }

  /// Returns the logits after each token, computed some tokens at a time.
  private static List<float[]> inSteps(ReferenceCheckpoint reference, String kernels, int step)
      throws IOException {
    int[] tokens = reference.tokens();
    List<float[]> rows = new ArrayList<>();
    try (LanguageModel model = open(reference, kernels)) {
      for (int from = 0; from < tokens.length; from += step) {
        int[] front = Arrays.copyOf(tokens, Math.min(tokens.length, from + step));
        model.logits(front, from, (_, row) -> rows.add(row.clone()));
      }
    }
    return rows;
  }

  private static List<Integer> boxed(int[] tokens) {
    return IntStream.of(tokens).boxed().toList();
  }
}
