package assay.harness.options;

import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.model.ModelChoice;
import assay.harness.price.PriceTable;
import assay.harness.run.UsageException;
import assay.results.Tariff;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What answers cost, and how much they may.
@InGroup(OptionGroup.ENDPOINT)
public final class PriceFlags {
  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description =
          "Prices by model, per million tokens, as YAML: {currency: USD, models: {NAME: {input:"
              + " 0.15, cached: 0.075, output: 0.6, reasoning: 0.6}}}, and source and date of the"
              + " prices. Records, progress, manifest and report then tell the cost.")
  private Path prices;

  @Option(
      names = "--budget",
      paramLabel = "AMOUNT",
      description =
          "With --prices: end the run, to be continued, before it costs more than this. What it has"
              + " cost before counts.")
  private BigDecimal budget;

  /// Returns the model with its price; the same model where no prices are given.
  ///
  /// @param name of the model, as the table has it
  /// @throws UsageException if the table has no price for the model
  ModelChoice priced(ModelChoice model, String name) {
    if (prices == null) {
      if (budget != null) {
        throw new UsageException("--budget needs --prices FILE");
      }
      return model;
    }
    if (budget != null && budget.signum() <= 0) {
      throw new UsageException("--budget must be more than 0");
    }
    Tariff tariff =
        PriceTable.read(prices)
            .tariff(name)
            .orElseThrow(
                () ->
                    new UsageException(
                        "--prices %s: no price for model %s".formatted(prices, name)));
    return new ModelChoice.Priced(model, tariff, Optional.ofNullable(budget));
  }
}
