package assay.harness.price;

import assay.harness.run.UsageException;
import assay.results.Price;
import assay.results.Tariff;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Prices by the model's name, read from YAML:
///
/// ```yaml
/// currency: USD
/// source: https://example.com/pricing                         # where the prices are from
/// date: 2026-11-01                                            # and when they held
/// models:
///   gpt-4o-mini: {input: 0.15, cached: 0.075, output: 0.60}   # per million tokens
///   llama-*: {input: 0.2, output: 0.2}
/// ```
///
/// A name that ends with an asterisk stands for all that begin so; the longest fitting one counts.
/// Where `cached` is missing, it is `input`; where `reasoning` is, it is `output`. A model may have
/// a `source` and a `date` of its own.
public final class PriceTable {
  private final Map<String, Tariff> tariffs;

  private PriceTable(Map<String, Tariff> tariffs) {
    this.tariffs = Map.copyOf(tariffs);
  }

  /// Reads a table.
  ///
  /// @throws UsageException if the file is not there or is no such table
  public static PriceTable read(Path file) {
    try {
      String text = Files.readString(file);
      return new Reading(file, YamlLines.of(text)).table(new YAMLMapper().readTree(text));
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new UsageException("%s:%d: no YAML: %s".formatted(file, line, e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UsageException("--prices %s: cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  /// A table while it is read.
  private record Reading(Path file, YamlLines lines) {

    PriceTable table(JsonNode root) {
      String currency = root.path("currency").asText("");
      if (currency.isBlank() || !root.path("models").isObject() || root.path("models").isEmpty()) {
        throw new UsageException(
            "--prices %s: expected a currency, and models with prices per million tokens"
                .formatted(file));
      }
      Map<String, Tariff> tariffs = new LinkedHashMap<>();
      root.path("models")
          .properties()
          .forEach(
              model -> {
                String name = model.getKey();
                JsonNode own = model.getValue();
                tariffs.put(
                    name,
                    new Tariff(
                        name,
                        price(name, own, currency),
                        said("source", own, root).orElse(file.toString()),
                        said("date", own, root).map(text -> date(name, text))));
              });
      return new PriceTable(tariffs);
    }

    private Price price(String model, JsonNode own, String currency) {
      BigDecimal input = amount(model, "input", own);
      BigDecimal output = amount(model, "output", own);
      return new Price(
          input,
          own.has("cached") ? amount(model, "cached", own) : input,
          output,
          own.has("reasoning") ? amount(model, "reasoning", own) : output,
          currency);
    }

    private static Optional<String> said(String field, JsonNode own, JsonNode table) {
      String text = own.path(field).asText(table.path(field).asText(""));
      return text.isBlank() ? Optional.empty() : Optional.of(text);
    }

    private LocalDate date(String model, String text) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeParseException e) {
        throw error(model, "date", "must be a day as 2026-01-31, found \"%s\"".formatted(text));
      }
    }

    private BigDecimal amount(String model, String field, JsonNode prices) {
      JsonNode amount = prices.path(field);
      if (!amount.isNumber() || amount.decimalValue().signum() < 0) {
        throw error(model, field, "must be a number from 0 on");
      }
      return new BigDecimal(amount.asText());
    }

    private UsageException error(String model, String field, String problem) {
      return new UsageException(
          "%s:%d: model %s: %s %s".formatted(file, lines.of(model, field), model, field, problem));
    }
  }

  /// Returns the price of a model; empty if the table has none.
  public Optional<Price> price(String model) {
    return tariff(model).map(Tariff::price);
  }

  /// Returns the entry for a model; empty if the table has none.
  public Optional<Tariff> tariff(String model) {
    Tariff own = tariffs.get(model);
    if (own != null) {
      return Optional.of(own);
    }
    return tariffs.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("*"))
        .filter(entry -> model.startsWith(beginning(entry.getKey())))
        .max(Map.Entry.comparingByKey(Comparator.comparingInt(String::length)))
        .map(Map.Entry::getValue);
  }

  private static String beginning(String pattern) {
    return pattern.substring(0, pattern.length() - 1);
  }
}
