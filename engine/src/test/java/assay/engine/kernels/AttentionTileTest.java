package assay.engine.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Attention over pages, by each implementation, against softmax and weighted mean in F64.
final class AttentionTileTest {
  private static final int POSITIONS = AttentionTile.POSITIONS;
  private static final float SCALE = 0.25f;

  private final Random random = new Random(20261129);

  /// Digits of activations play no part here.
  static Stream<Kernels> implementations() {
    return KernelSelector.available().stream()
        .filter(k -> !(k.accuracy() instanceof Accuracy.Bounded bounded) || bounded.bits() == 16);
  }

  static Stream<Arguments> cases() {
    return implementations()
        .flatMap(
            kernels ->
                Stream.of(1, 3, 4, 7, 16, 28)
                    .flatMap(
                        queries ->
                            Stream.of(1, 5, 16, 24, 64, 96)
                                .map(width -> Arguments.of(kernels, queries, width))));
  }

  /// Query `q` sees the positions from `first + q` to `last + q`, over three pages.
  @ParameterizedTest(name = "{0}, {1} queries of {2}")
  @MethodSource("cases")
  void meansValuesByTheSoftmaxOfScores(Kernels kernels, int queries, int width) {
    int valueWidth = Math.max(1, width - 2);
    for (int[] seen : new int[][] {{0, 1}, {0, 65}, {3, 64}, {40, 150}, {63, 64}, {70, 71}}) {
      Scene scene = new Scene(queries, width, 3 * POSITIONS);
      float[] actual = scene.attend(kernels, 0, queries, seen, valueWidth);
      for (int query = 0; query < queries; query++) {
        double[] expected = scene.expected(query, seen[0] + query, seen[1] + query, valueWidth);
        for (int i = 0; i < valueWidth; i++) {
          assertThat((double) actual[query * valueWidth + i])
              .as("query %d, element %d, positions %d to %d", query, i, seen[0], seen[1])
              .isCloseTo(expected[i], within(2e-5));
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}, {1} queries of {2}")
  @MethodSource("cases")
  void givesAQueryTheSameBitsAloneAndAmongOthers(Kernels kernels, int queries, int width) {
    int[] seen = {30, 140};
    Scene scene = new Scene(queries, width, 3 * POSITIONS);
    float[] together = scene.attend(kernels, 0, queries, seen, width);
    for (int query = 0; query < queries; query++) {
      int[] own = {seen[0] + query, seen[1] + query};
      float[] alone = scene.attend(kernels, query, 1, own, width);
      for (int i = 0; i < width; i++) {
        assertThat(alone[i]).isEqualTo(together[query * width + i]);
      }
    }
  }

  /// As sequences do that begin alike and go on differently.
  @ParameterizedTest(name = "{0}, {1} queries of {2}")
  @MethodSource("cases")
  void givesTheSameBitsWhereQueriesTakeTurns(Kernels kernels, int queries, int width) {
    int[] seen = {30, 140};
    Scene scene = new Scene(queries, width, 3 * POSITIONS);
    float[] together = scene.attend(kernels, 0, queries, seen, width);
    for (int turn : new int[] {1, 3, 7}) {
      assertThat(scene.attendInTurns(kernels, queries, turn, seen)).containsExactly(together);
    }
  }

  /// An undefined number at one position reaches the queries that see it, and no other.
  @ParameterizedTest(name = "{0}, {1} queries of {2}")
  @MethodSource("cases")
  void keepsWhatIsUndefinedToTheQueriesThatSeeIt(Kernels kernels, int queries, int width) {
    for (int undefined : new int[] {29, 35, 70, 140, 144}) {
      int[] seen = {30, 140};
      Scene scene = new Scene(queries, width, 3 * POSITIONS);
      float[] before = scene.attend(kernels, 0, queries, seen, width);
      scene.values[undefined * width] = Float.NaN;
      float[] after = scene.attend(kernels, 0, queries, seen, width);
      for (int query = 0; query < queries; query++) {
        boolean sees = undefined >= seen[0] + query && undefined < seen[1] + query;
        float expected = sees ? Float.NaN : before[query * width];
        assertThat(Float.compare(after[query * width], expected)).as("query %d", query).isZero();
      }
      scene.values[undefined * width] = 0;
      scene.keys[undefined * width] = Float.NaN;
      after = scene.attend(kernels, 0, queries, seen, width);
      for (int query = 0; query < queries; query++) {
        boolean sees = undefined >= seen[0] + query && undefined < seen[1] + query;
        assertThat(Float.isNaN(after[query * width])).as("query %d", query).isEqualTo(sees);
      }
    }
  }

  static Stream<Arguments> machineCases() {
    return cases().filter(arguments -> arguments.get()[0] instanceof MachineKernels);
  }

  @ParameterizedTest(name = "{0}, {1} queries of {2}", allowZeroInvocations = true)
  @MethodSource("machineCases")
  void givesTheBitsOfVectorsOf512Bits(Kernels kernels, int queries, int width) {
    Kernels vectors = KernelSelector.exact().getFirst();
    assumeTrue(vectors.name().equals("vector-512"), "this machine has no vectors of 512 bits");
    Scene scene = new Scene(queries, width, 3 * POSITIONS);
    int[] seen = {30, 140};
    assertThat(scene.attend(kernels, 0, queries, seen, width))
        .containsExactly(scene.attend(vectors, 0, queries, seen, width));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("implementations")
  void weighsFarApartScores(Kernels kernels) {
    try (Arena arena = Arena.ofConfined()) {
      AttentionTile tile = new AttentionTile(1, 1, 1);
      tile.start(1, 1, 1, 1);
      MemorySegment values = arena.allocate(4L * POSITIONS);
      float[][] pages = {{-1e30f, 900, 999}, {1000, 5}, {1000, -3e38f, 950}};
      float[][] numbers = {{1, 2, 3}, {4, 5}, {6, 7, 8}};
      for (int page = 0; page < 3; page++) {
        tile.see(0, 0, pages[page].length);
        System.arraycopy(pages[page], 0, tile.scores(), 0, pages[page].length);
        for (int i = 0; i < numbers[page].length; i++) {
          values.setAtIndex(ValueLayout.JAVA_FLOAT, i, numbers[page][i]);
        }
        kernels.fold(tile);
        kernels.addValues(tile, values, 0, 1);
      }
      float[] out = new float[1];
      tile.result(0, out, 0);
      double expected = (3 * Math.exp(-1) + 4 + 6) / (Math.exp(-1) + 2);
      assertThat((double) out[0]).isCloseTo(expected, within(1e-5));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("implementations")
  void widensEveryFiniteHalf(Kernels kernels) {
    try (Arena arena = Arena.ofConfined()) {
      int count = 2 * 0x7c00 + 3;
      MemorySegment data = arena.allocate(2L * count);
      for (int i = 0; i < count; i++) {
        int bits = i < 0x7c00 ? i : (i - 0x7c00) % 0x7c00 | 0x8000;
        data.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) bits);
      }
      MemorySegment out = arena.allocate(4L * count);
      kernels.expandHalves(data, 0, count, out);
      for (int i = 0; i < count; i++) {
        float expected = Float.float16ToFloat(data.getAtIndex(ValueLayout.JAVA_SHORT, i));
        float actual = out.getAtIndex(ValueLayout.JAVA_FLOAT, i);
        assertThat(Float.floatToIntBits(actual)).isEqualTo(Float.floatToIntBits(expected));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("implementations")
  void widensScaledBytes(Kernels kernels) {
    try (Arena arena = Arena.ofConfined()) {
      for (BytePlane plane :
          new BytePlane[] {
            new BytePlane(64, 64 + 40 * 64, 40, 64, true),
            new BytePlane(64, 64 + 64 * 40, 64, 40, false),
            new BytePlane(64, 64 + 64 * 5, 64, 5, false)
          }) {
        MemorySegment data = arena.allocate(64 + 3 * 64 * 64);
        for (long i = 0; i < data.byteSize() - 1; i++) {
          data.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt(256));
        }
        for (int row = 0; row < plane.rows(); row++) {
          for (int column = 0; column < plane.columns(); column++) {
            short scale = Float.floatToFloat16((float) random.nextGaussian());
            data.set(ValueLayout.JAVA_SHORT_UNALIGNED, plane.scaleOf(row, column), scale);
          }
        }
        MemorySegment out = arena.allocate(4L * plane.rows() * plane.columns());
        kernels.expandBytes(data, plane, plane.rows(), out);
        for (int i = 0; i < plane.rows() * plane.columns(); i++) {
          long at = plane.scaleOf(i / plane.columns(), i % plane.columns());
          float scale = Float.float16ToFloat(data.get(ValueLayout.JAVA_SHORT_UNALIGNED, at));
          float expected = scale * data.get(ValueLayout.JAVA_BYTE, plane.bytes() + i);
          assertThat(out.getAtIndex(ValueLayout.JAVA_FLOAT, i)).isEqualTo(expected);
        }
      }
    }
  }

  /// Queries, keys and values.
  private final class Scene {
    private final int width;
    private final float[] queries;
    private final float[] keys; // [positions, width]
    private final float[] values; // [positions, width]

    Scene(int queries, int width, int positions) {
      this.width = width;
      this.queries = numbers(queries * width);
      keys = numbers(positions * width);
      values = numbers(positions * width);
    }

    /// Returns `[count, valueWidth]` of the queries from `first` on.
    float[] attend(Kernels kernels, int first, int count, int[] seen, int valueWidth) {
      AttentionTile tile = tile(first, count, valueWidth);
      look(kernels, tile, seen, 0);
      return results(tile, valueWidth);
    }

    /// Returns the same of all queries, which look at the first page together and then at the
    /// others in turns of a few.
    float[] attendInTurns(Kernels kernels, int count, int turn, int[] seen) {
      AttentionTile tile = tile(0, count, width);
      try (Arena arena = Arena.ofConfined()) {
        look(kernels, tile, seen, arena, 0);
      }
      for (int query = 0; query < count; query += turn) {
        tile.turnTo(query, Math.min(query + turn, count));
        look(kernels, tile, seen, POSITIONS);
      }
      return results(tile, width);
    }

    private AttentionTile tile(int first, int count, int valueWidth) {
      AttentionTile tile = new AttentionTile(count, width, valueWidth);
      tile.start(count, width, valueWidth, SCALE);
      for (int query = 0; query < count; query++) {
        tile.query(query, queries, (first + query) * width);
      }
      return tile;
    }

    private void look(Kernels kernels, AttentionTile tile, int[] seen, int firstPage) {
      try (Arena arena = Arena.ofConfined()) {
        for (int page = firstPage; page < keys.length / width; page += POSITIONS) {
          look(kernels, tile, seen, arena, page);
        }
      }
    }

    private void look(Kernels kernels, AttentionTile tile, int[] seen, Arena arena, int page) {
      for (int query = tile.first(); query < tile.end(); query++) {
        tile.see(query, seen[0] + query - page, seen[1] + query - page);
      }
      kernels.scores(tile, turned(arena, page), 0);
      kernels.fold(tile);
      kernels.addValues(tile, plain(arena, page), 0, width);
    }

    private static float[] results(AttentionTile tile, int valueWidth) {
      float[] out = new float[tile.count() * valueWidth];
      for (int query = 0; query < tile.count(); query++) {
        tile.result(query, out, query * valueWidth);
      }
      return out;
    }

    private MemorySegment turned(Arena arena, int page) {
      MemorySegment memory = arena.allocate(4L * width * POSITIONS, 64);
      for (int slot = 0; slot < POSITIONS; slot++) {
        for (int i = 0; i < width; i++) {
          memory.setAtIndex(
              ValueLayout.JAVA_FLOAT, (long) i * POSITIONS + slot, keys[(page + slot) * width + i]);
        }
      }
      return memory;
    }

    private MemorySegment plain(Arena arena, int page) {
      MemorySegment memory = arena.allocate(4L * width * POSITIONS, 64);
      MemorySegment.copy(
          values, page * width, memory, ValueLayout.JAVA_FLOAT, 0, width * POSITIONS);
      return memory;
    }

    double[] expected(int query, int from, int to, int valueWidth) {
      double mass = 0;
      double[] sums = new double[valueWidth];
      for (int position = from; position < to; position++) {
        double score = 0;
        for (int i = 0; i < width; i++) {
          score += (double) queries[query * width + i] * keys[position * width + i];
        }
        double weight = Math.exp(SCALE * score);
        mass += weight;
        for (int i = 0; i < valueWidth; i++) {
          sums[i] += weight * values[position * width + i];
        }
      }
      for (int i = 0; i < valueWidth; i++) {
        sums[i] /= mass;
      }
      return sums;
    }
  }

  private float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
