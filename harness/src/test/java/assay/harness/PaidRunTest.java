package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.endpoint.FakeEndpoint;
import assay.harness.endpoint.FakeEndpoint.Call;
import assay.harness.run.ExitCode;
import assay.results.Billing;
import assay.results.store.RunDirectory;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a run costs is in its manifest, whichever way the run ended and went on. Every answer takes
/// 11 tokens of prompt and 7 of completion.
final class PaidRunTest {
  private static final int SAMPLES = 12;

  @TempDir private Path folder;
  private Path data;

  @BeforeEach
  void questions() throws Exception {
    data = Suites.questions(folder, SAMPLES);
  }

  @Test
  void theManifestTellsPricesBudgetAndSum() throws Exception {
    Path prices = prices("USD", 20);
    Path run = folder.resolve("run");
    Path twin = folder.resolve("twin");
    try (FakeEndpoint server = FakeEndpoint.start(PaidRunTest::answer)) {
      run(server, run, "--prices", prices.toString(), "--budget", "5.00");
      run(server, twin, "--prices", prices.toString());
    }
    Billing billing = billing(run);
    assertThat(billing.words())
        .containsEntry(
            "prices of tiny",
            "10 input, 10 cached, 20 output, 20 reasoning (USD per million tokens), from a price"
                + " list of 2026-11-01")
        .containsEntry("budget", "5.00 USD")
        .containsEntry("spent", "0.003 USD");
    Commands.Result report = Commands.run("report", run.toString(), "--out", out());
    assertThat(report.status()).as(report.err()).isZero();
    assertThat(Files.readString(folder.resolve("report").resolve("report.md")))
        .contains("cost spent")
        .contains("0.003 USD")
        .contains("## Calls and cost")
        .contains("| run | USD | 0.003 | 0.003 |");
    String text = Commands.run("compare", run.toString(), twin.toString()).out();
    assertThat(text).contains("Cost", "per right answer", "Calls", "from cache");
    assertThat(
            new JsonMapper()
                .readTree(Commands.run("compare", run.toString(), twin.toString(), "--json").out())
                .at("/calls/1/costPerSample")
                .asDouble())
        .isEqualTo(0.00025);
  }

  @Test
  void whatWasSpentBeforeCountsWhenARunGoesOn() throws Exception {
    Path run = folder.resolve("run");
    String cheap = prices("USD", 20).toString();
    AtomicBoolean healthy = new AtomicBoolean();
    try (FakeEndpoint server =
        FakeEndpoint.start(call -> healthy.get() ? answer(call) : partly(call))) {
      run(server, run, "--prices", cheap);
      assertThat(billing(run).spent()).as("eight answers").isEqualByComparingTo("0.002");
      healthy.set(true);
      Commands.Result spent =
          go(server, run, "--retry-unmeasured", "--prices", cheap, "--budget", "0.002");
      assertThat(spent.status()).isEqualTo(ExitCode.RUN_FAILED.status());
      assertThat(spent.err()).contains("the budget is used up: 0.0020 USD of 0.0020 are spent");
      run(server, run, "--retry-unmeasured", "--prices", prices("USD", 40).toString());
      Billing billing = billing(run);
      assertThat(billing.spent())
          .as("four more at the new price")
          .isEqualByComparingTo(new BigDecimal("0.002").add(new BigDecimal("0.00156")));
      assertThat(billing.tariffs())
          .extracting(tariff -> tariff.price().output().intValue())
          .containsExactly(20, 40);
      assertThat(billing.budget()).isEmpty();
      Commands.Result euro = go(server, run, "--resume", "--prices", prices("EUR", 40).toString());
      assertThat(euro.status()).isEqualTo(ExitCode.USAGE.status());
      assertThat(euro.err()).contains("was begun with prices in USD, and these are in EUR");
    }
  }

  @Test
  void mergedPartsCostTheirSum() throws Exception {
    String prices = prices("USD", 20).toString();
    try (FakeEndpoint server = FakeEndpoint.start(PaidRunTest::answer)) {
      for (String part : new String[] {"1", "2"}) {
        run(
            server,
            folder.resolve(part),
            "--prices",
            prices,
            "--shard",
            part + "/2",
            "--budget",
            "1");
      }
    }
    Path merged = folder.resolve("merged");
    Commands.Result result =
        Commands.run(
            "merge",
            folder.resolve("1").toString(),
            folder.resolve("2").toString(),
            "--out",
            merged.toString());
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(billing(merged).spent()).isEqualByComparingTo("0.003");
    assertThat(billing(merged).budget()).contains(new BigDecimal("2"));
    assertThat(billing(merged).tariffs()).hasSize(1);
  }

  private String out() {
    return folder.resolve("report").toString();
  }

  private Path prices(String currency, int output) throws Exception {
    return Files.writeString(
        folder.resolve("prices-%s-%d.yaml".formatted(currency, output)),
        """
        currency: %s
        source: a price list
        date: 2026-11-01
        models:
          tiny: {input: 10, output: %d}
        """
            .formatted(currency, output));
  }

  private static Billing billing(Path run) throws Exception {
    return RunDirectory.open(run).manifest().circumstances().billing().orElseThrow();
  }

  private void run(FakeEndpoint server, Path out, String... more) {
    Commands.Result result = go(server, out, more);
    assertThat(result.status()).as(result.err()).isZero();
  }

  private Commands.Result go(FakeEndpoint server, Path out, String... more) {
    String[] args =
        Suites.line(data, server.modelArgument(), out, "--max-tokens", "20", "--retries", "0");
    return Commands.run(Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new));
  }

  private static FakeEndpoint.Answer partly(Call call) {
    return Suites.item(call.question()) % 3 == 0
        ? new FakeEndpoint.Reply(500, Map.of(), "broken")
        : answer(call);
  }

  private static FakeEndpoint.Answer answer(Call call) {
    return FakeEndpoint.text(call, "The answer is (A).");
  }
}
