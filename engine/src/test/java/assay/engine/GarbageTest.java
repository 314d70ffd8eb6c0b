package assay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import assay.engine.decoding.DecodingOptions;
import assay.engine.decoding.Sampling;
import assay.engine.decoding.TokenLogprobs;
import assay.engine.kernels.KernelSelector;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the engine's threads allocate while they decode, in a Java of its own: what its compilers
/// make of a program depends on all that ran before.
final class GarbageTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final byte[] NO_TEXT = {};

  /// Java needs some thousand steps until it has compiled all that a step is made of.
  private static final int ROUNDS = 100;

  /// More rounds than those are made for so long: its compilers may have to wait for a processor.
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private static final String WITHIN = "within a page: ";
  private static final String OVER_ALL = "over all, a token: ";
  private static final int MOST_OVER_ALL = 100;
  private static final int SEQUENCES = 4;
  private static final int TOKENS = 300;

  /// Positions 143 to 188 lie within a page; lists of tokens double at 128 and 256.
  private static final int[] READ_AT = {80, 140, 185, 280};

  /// Within a page, and between two doublings of the lists of tokens, a greedy choice allocates
  /// nothing at all, and a draw an object or two. Over all, a token leaves what is kept of it.
  @ParameterizedTest(name = "{0}, temperature {1}, at most {2} bytes a token")
  @CsvSource({"qwen2-q8_0, 0, 0", "qwen2-q8_0, 1, 64", "qwen2moe, 0, 0", "mixtral, 0, 0"})
  void decodingLeavesNone(String name, double temperature, long most) throws Exception {
    Assumptions.assumeTrue(
        KernelSelector.machineObstacle().isEmpty(),
        "skipped: " + KernelSelector.machineObstacle().orElse(""));
    GoldenModel golden = GoldenModel.direct(name);
    long limit = 45 * SEQUENCES * most;
    String output = measured(golden, temperature, limit);
    // Now and then Java does not inline an operation of the Vector API, which then makes objects.
    for (int more = 0; more < 3 && number(WITHIN, output) > limit; more++) {
      output = measured(golden, temperature, limit);
    }
    assertThat(number(WITHIN, output)).isLessThanOrEqualTo(limit);
    assertThat(number(OVER_ALL, output)).isLessThan(MOST_OVER_ALL);
  }

  private static String measured(GoldenModel golden, double temperature, long limit)
      throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                GarbageTest.class.getName(),
                golden.file().toString(),
                String.valueOf(temperature),
                String.valueOf(limit))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static long number(String name, String output) {
    int start = output.indexOf(name) + name.length();
    return Long.parseLong(output.substring(start, output.indexOf('\n', start)).strip());
  }

  /// What the Java of the test does.
  public static void main(String[] arguments) throws IOException {
    double temperature = Double.parseDouble(arguments[1]);
    long limit = Long.parseLong(arguments[2]);
    DecodingOptions greedy = DecodingOptions.greedy(TOKENS);
    DecodingOptions decoding =
        temperature == 0 ? greedy : greedy.sampling(Sampling.at(temperature, 7));
    long withinAPage = Long.MAX_VALUE;
    long overAll = Long.MAX_VALUE;
    LoadOptions options = new LoadOptions(KernelSelector.AUTO, 2, OptionalInt.empty());
    try (LanguageModel model = ModelLoader.open(Path.of(arguments[0]), options)) {
      long[] threads = engineThreads();
      boolean settled = false;
      long begun = System.nanoTime();
      for (int round = 0; !settled && (round < ROUNDS || patient(begun)); round++) {
        long[] counters = counters(model, decoding, threads);
        withinAPage = Math.min(withinAPage, counters[2] - counters[1]);
        overAll = Math.min(overAll, (counters[3] - counters[0]) / (200 * SEQUENCES));
        settled = withinAPage <= limit && overAll < MOST_OVER_ALL;
      }
    }
    System.out.printf("%s%d%n", WITHIN, withinAPage);
    System.out.printf("%s%d%n", OVER_ALL, overAll);
  }

  private static boolean patient(long begun) {
    return System.nanoTime() - begun < PATIENCE.toNanos();
  }

  /// Returns what was allocated until some tokens of the first sequence, whose listener reads the
  /// counters.
  private static long[] counters(LanguageModel model, DecodingOptions decoding, long[] threads) {
    long[] counters = new long[READ_AT.length];
    List<Ticket> tickets = new ArrayList<>();
    for (int i = 0; i < SEQUENCES; i++) {
      Listener listener = i == 0 ? new Reader(counters, threads) : new Listener() {};
      Request request = new Request.Continue(new int[] {i, 1, 2, 3}, decoding, _ -> NO_TEXT, 1);
      tickets.add(model.engine().submit(request, listener));
    }
    tickets.forEach(Ticket::await);
    return counters;
  }

  private static final class Reader implements Listener {
    private final long[] counters;
    private final long[] threads;
    private int heard;

    Reader(long[] counters, long[] threads) {
      this.counters = counters;
      this.threads = threads;
    }

    @Override
    public void token(int attempt, int token, Optional<TokenLogprobs> logprobs) {
      heard++;
      for (int at = 0; at < READ_AT.length; at++) {
        if (heard == READ_AT[at]) {
          counters[at] = allocated();
        }
      }
    }

    private long allocated() {
      long sum = 0;
      for (long thread : threads) {
        sum += THREADS.getThreadAllocatedBytes(thread);
      }
      return sum;
    }
  }

  private static long[] engineThreads() {
    long[] ids =
        Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
            .filter(info -> info != null && info.getThreadName().startsWith("assay-"))
            .mapToLong(info -> info.getThreadId())
            .toArray();
    if (ids.length != 2) {
      throw new IllegalStateException("expected 2 threads of the engine, found " + ids.length);
    }
    return ids;
  }
}
