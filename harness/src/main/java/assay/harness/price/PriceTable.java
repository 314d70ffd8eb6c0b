package assay.harness.price;

import assay.harness.run.UsageException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Prices by the model's name, read from YAML:
///
/// ```yaml
/// currency: USD
/// models:
///   gpt-4o-mini: {input: 0.15, cached: 0.075, output: 0.60}   # per million tokens
///   llama-*: {input: 0.2, output: 0.2}
/// ```
///
/// A name that ends with an asterisk stands for all that begin so; the longest fitting one counts.
/// Where `cached` is missing, it is `input`.
public final class PriceTable {
  private final Map<String, Price> prices;

  private PriceTable(Map<String, Price> prices) {
    this.prices = Map.copyOf(prices);
  }

  /// Reads a table.
  ///
  /// @throws UsageException if the file is not there or is no such table
  public static PriceTable read(Path file) {
    try {
      return of(file, new YAMLMapper().readTree(Files.readString(file)));
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new UsageException("%s:%d: no YAML: %s".formatted(file, line, e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UsageException("--prices %s: cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  private static PriceTable of(Path file, JsonNode root) {
    String currency = root.path("currency").asText("");
    if (currency.isBlank() || !root.path("models").isObject() || root.path("models").isEmpty()) {
      throw new UsageException(
          "--prices %s: expected a currency, and models with prices per million tokens"
              .formatted(file));
    }
    Map<String, Price> prices = new LinkedHashMap<>();
    root.path("models")
        .properties()
        .forEach(
            model -> {
              String name = model.getKey();
              JsonNode each = model.getValue();
              BigDecimal input = amount(file, name, "input", each);
              BigDecimal cached = each.has("cached") ? amount(file, name, "cached", each) : input;
              BigDecimal output = amount(file, name, "output", each);
              prices.put(name, new Price(input, cached, output, currency));
            });
    return new PriceTable(prices);
  }

  private static BigDecimal amount(Path file, String model, String field, JsonNode prices) {
    JsonNode amount = prices.path(field);
    if (!amount.isNumber() || amount.decimalValue().signum() < 0) {
      throw new UsageException(
          "--prices %s: model %s: %s must be a number from 0 on".formatted(file, model, field));
    }
    return new BigDecimal(amount.asText());
  }

  /// Returns the price of a model; empty if the table has none.
  public Optional<Price> price(String model) {
    Price own = prices.get(model);
    if (own != null) {
      return Optional.of(own);
    }
    return prices.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("*"))
        .filter(entry -> model.startsWith(beginning(entry.getKey())))
        .max(Map.Entry.comparingByKey(Comparator.comparingInt(String::length)))
        .map(Map.Entry::getValue);
  }

  private static String beginning(String pattern) {
    return pattern.substring(0, pattern.length() - 1);
  }
}
