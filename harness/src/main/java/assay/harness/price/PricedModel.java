package assay.harness.price;

import assay.harness.run.CompletionRequest;
import assay.harness.run.Model;
import assay.harness.run.ModelBefore;
import assay.results.Billing;
import assay.results.CallFacts;
import assay.results.Completion;
import assay.results.Cost;
import assay.results.Message;
import assay.results.Outcome;
import assay.results.Price;
import assay.results.Prompt;
import assay.results.Tariff;
import assay.results.Usage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// A model whose answers cost money: each gets its cost, and all together keep within a budget.
///
/// A call that fails is taken to cost nothing, and one whose tokens the server does not tell the
/// most that it can.
public final class PricedModel extends ModelBefore {
  /// A template adds a few tokens to each message, and some of its own.
  private static final int TEMPLATE_TOKENS = 64;

  private final Tariff tariff;
  private final Optional<BigDecimal> limit;
  private final Spending budget;

  /// Puts a price on a model, which is closed with it.
  ///
  /// @param limit what may be spent; empty for any sum
  public PricedModel(Model model, Tariff tariff, Optional<BigDecimal> limit) {
    super(model);
    this.tariff = tariff;
    this.limit = limit;
    this.budget = new Spending(limit, tariff.price().currency());
  }

  @Override
  public Optional<Billing> billing() {
    return Optional.of(Billing.of(tariff, limit));
  }

  @Override
  public void spentBefore(BigDecimal sum) {
    budget.settle(BigDecimal.ZERO, sum);
  }

  @Override
  public Outcome complete(CompletionRequest request) throws InterruptedException {
    int maxTokens = request.settings().maxTokens();
    Price price = tariff.price();
    Cost most = price.most(bytes(request.prompt()), maxTokens);
    budget.reserve(most.amount());
    BigDecimal spent = BigDecimal.ZERO;
    try {
      Outcome outcome = super.complete(request);
      if (!(outcome instanceof Completion completion)) {
        return outcome;
      }
      Cost cost = told(completion.usage()) ? price.of(completion.usage()) : most;
      spent = cost.amount();
      return completion.withCall(completion.call().orElse(CallFacts.UNKNOWN).costing(cost));
    } finally {
      budget.settle(most.amount(), spent);
    }
  }

  private static boolean told(Usage usage) {
    return Stream.of(usage.prompt(), usage.completion()).allMatch(OptionalInt::isPresent);
  }

  private static long bytes(Prompt prompt) {
    return switch (prompt) {
      case Prompt.Chat chat ->
          chat.messages().stream()
              .map(Message::content)
              .mapToLong(text -> bytes(text) + TEMPLATE_TOKENS)
              .sum();
      case Prompt.Text text -> bytes(text.text());
      // Each is asked in a call of its own.
      case Prompt.Continuations asked ->
          asked.continuations().stream().mapToLong(each -> bytes(asked.text() + each)).sum();
      case Prompt.Unrecorded unrecorded -> 0;
    };
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  public List<String> status() {
    return Stream.concat(Stream.of(budget.words()), super.status().stream()).toList();
  }

  @Override
  public List<String> summary() {
    return Stream.concat(
            super.summary().stream(), Stream.of(budget.words().replaceFirst("cost ", "cost      ")))
        .toList();
  }
}
