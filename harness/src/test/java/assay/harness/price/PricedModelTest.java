package assay.harness.price;

import static java.math.BigDecimal.TWO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.harness.run.CompletionRequest;
import assay.harness.run.Model;
import assay.harness.run.RunFailedException;
import assay.harness.run.UsageException;
import assay.results.Completion;
import assay.results.Cost;
import assay.results.GenerationSettings;
import assay.results.ModelFacts;
import assay.results.Outcome;
import assay.results.Price;
import assay.results.Prompt;
import assay.results.RunManifest.ModelIdentity;
import assay.results.StopReason;
import assay.results.Tariff;
import assay.results.Usage;
import assay.tasks.TokenCounter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PricedModelTest {
  private static final Tariff PRICE =
      new Tariff(
          "big-*",
          new Price(
              new BigDecimal("2"),
              new BigDecimal("0.5"),
              new BigDecimal("10"),
              new BigDecimal("20"),
              "USD"),
          "prices.yaml",
          Optional.empty());
  private static final CompletionRequest REQUEST =
      new CompletionRequest(
          "1", 0, new Prompt.Text("x".repeat(1_000)), GenerationSettings.greedy(500, List.of()));

  @TempDir private Path folder;

  /// Takes 800 tokens of prompt and gives so many.
  private record Fixed(int completionTokens) implements Model {
    @Override
    public ModelIdentity identity() {
      return new ModelIdentity("big-7b", Map.of(), new ModelFacts.Recording("x"));
    }

    @Override
    public Outcome complete(CompletionRequest request) throws InterruptedException {
      Thread.sleep(2);
      return new Completion(
          "text",
          OptionalInt.of(800),
          completionTokens < 0 ? OptionalInt.empty() : OptionalInt.of(completionTokens),
          StopReason.STOP,
          Duration.ZERO);
    }

    @Override
    public int concurrency() {
      return 8;
    }

    @Override
    public Optional<TokenCounter> tokenCounter() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  @Test
  void anAnswerCostsItsTokens() throws Exception {
    try (PricedModel model = new PricedModel(new Fixed(100), PRICE, Optional.empty())) {
      assertThat(cost(model)).isEqualTo(new Cost(new BigDecimal("0.0026"), "USD"));
      assertThat(model.status()).containsExactly("cost 0.0026 USD");
    }
  }

  @Test
  void tokensThatAreNotToldCostTheMost() throws Exception {
    try (PricedModel model = new PricedModel(new Fixed(-1), PRICE, Optional.empty())) {
      assertThat(cost(model).amount()).isEqualByComparingTo("0.012");
    }
  }

  @Test
  void thoughtsAndKeptTokensHaveTheirOwnPrice() {
    Usage usage =
        new Usage(
            OptionalInt.of(800), OptionalInt.of(100), OptionalInt.of(60), OptionalInt.of(500));
    // 300 at 2, 500 at 0.5, 40 at 10 and 60 at 20, per million.
    assertThat(PRICE.price().of(usage).amount()).isEqualByComparingTo("0.00245");
  }

  @Test
  void whatARunHasCostBeforeCountsAgainstTheBudget() throws Exception {
    try (PricedModel model =
        new PricedModel(new Fixed(100), PRICE, Optional.of(new BigDecimal("0.05")))) {
      model.spentBefore(new BigDecimal("0.04"));
      assertThat(model.status()).containsExactly("cost 0.0400 of 0.0500 USD");
      assertThatThrownBy(() -> model.complete(REQUEST)).isInstanceOf(RunFailedException.class);
    }
  }

  @Test
  void manyAtOnceNeverPassTheBudgetAndUseItUp() throws Exception {
    BigDecimal limit = new BigDecimal("0.2");
    List<BigDecimal> costs = new ArrayList<>();
    try (PricedModel model = new PricedModel(new Fixed(100), PRICE, Optional.of(limit));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Cost>> calls = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        calls.add(() -> cost(model));
      }
      int ended = 0;
      for (Future<Cost> call : threads.invokeAll(calls)) {
        try {
          costs.add(call.get().amount());
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(RunFailedException.class);
          ended++;
        }
      }
      assertThat(ended).isPositive();
    }
    BigDecimal sum = costs.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(sum).isLessThanOrEqualTo(limit);
    // What is left is less than the most that one call can cost.
    assertThat(limit.subtract(sum)).isLessThan(new BigDecimal("0.012"));
  }

  @Test
  void theRunEndsWithWordsThatSayHowToGoOn() throws Exception {
    try (PricedModel model =
        new PricedModel(new Fixed(100), PRICE, Optional.of(new BigDecimal("0.001")))) {
      assertThatThrownBy(() -> model.complete(REQUEST))
          .isInstanceOf(RunFailedException.class)
          .hasMessage(
              "the budget is used up: 0.0000 USD of 0.0010 are spent, and the next call may cost"
                  + " 0.0120. A larger --budget with --resume goes on");
    }
  }

  @Test
  void theLongestFittingNameHasThePrice() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("prices.yaml"),
            """
            currency: EUR
            source: https://example.com/pricing
            date: 2026-11-01
            models:
              big-*: {input: 1, output: 2}
              big-7*: {input: 3, output: 4}
              big-70b: {input: 5, cached: 0.1, output: 6, reasoning: 7, source: a letter}
            """);
    PriceTable table = PriceTable.read(file);
    assertThat(table.price("big-70b").orElseThrow().cached()).isEqualByComparingTo("0.1");
    assertThat(table.price("big-70b").orElseThrow().reasoning()).isEqualByComparingTo("7");
    assertThat(table.tariff("big-70b").orElseThrow().source()).isEqualTo("a letter");
    assertThat(table.tariff("big-1b").orElseThrow())
        .isEqualTo(
            new Tariff(
                "big-*",
                new Price(BigDecimal.ONE, BigDecimal.ONE, TWO, TWO, "EUR"),
                "https://example.com/pricing",
                Optional.of(LocalDate.of(2026, 11, 1))));
    assertThat(table.price("big-7b").orElseThrow().input()).isEqualByComparingTo("3");
    assertThat(table.price("big-7b").orElseThrow().cached()).isEqualByComparingTo("3");
    assertThat(table.price("big-1b").orElseThrow().input()).isEqualByComparingTo("1");
    assertThat(table.price("small")).isEmpty();
  }

  @Test
  void aTableThatIsNoneIsRefusedWithItsPlace() throws Exception {
    for (String text :
        List.of(
            "",
            "currency: USD",
            "currency: USD\nmodels: {}",
            "currency: USD\nmodels: {a: {input: -1, output: 2}}",
            "currency: USD\nmodels: {a: {input: x, output: 2}}",
            "currency: USD\nmodels: {a: {input: 1}}",
            "currency: USD\ndate: lately\nmodels: {a: {input: 1, output: 2}}",
            "a: [1,")) {
      Path file = Files.writeString(folder.resolve("prices.yaml"), text);
      assertThatThrownBy(() -> PriceTable.read(file))
          .as(text)
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("prices.yaml");
    }
  }

  private static Cost cost(Model model) throws InterruptedException {
    Completion done = (Completion) model.complete(REQUEST);
    return done.call().orElseThrow().cost().orElseThrow();
  }
}
