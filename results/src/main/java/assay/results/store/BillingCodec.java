package assay.results.store;

import assay.results.Billing;
import assay.results.Price;
import assay.results.Tariff;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/// A [Billing] as a JSON object and back. Amounts are decimal numbers in text, so that no reader
/// rounds them.
final class BillingCodec {
  private BillingCodec() {}

  static void write(ObjectNode node, Billing billing) {
    node.put("currency", billing.currency());
    ArrayNode prices = node.putArray("prices");
    for (Tariff tariff : billing.tariffs()) {
      ObjectNode entry =
          prices
              .addObject()
              .put("model", tariff.model())
              .put("input", tariff.price().input().toPlainString())
              .put("cached", tariff.price().cached().toPlainString())
              .put("output", tariff.price().output().toPlainString())
              .put("reasoning", tariff.price().reasoning().toPlainString())
              .put("source", tariff.source());
      tariff.date().ifPresent(date -> entry.put("date", date.toString()));
    }
    billing.budget().ifPresent(budget -> node.put("budget", budget.toPlainString()));
    node.put("spent", billing.spent().toPlainString());
  }

  static Billing read(Fields billing) {
    String currency = billing.text("currency");
    List<Tariff> tariffs = billing.objects("prices", entry -> tariff(entry, currency));
    Optional<BigDecimal> budget =
        billing.has("budget") ? Optional.of(amount(billing, "budget")) : Optional.empty();
    return new Billing(tariffs, budget, amount(billing, "spent"));
  }

  private static Tariff tariff(Fields entry, String currency) {
    return new Tariff(
        entry.text("model"),
        new Price(
            amount(entry, "input"),
            amount(entry, "cached"),
            amount(entry, "output"),
            amount(entry, "reasoning"),
            currency),
        entry.text("source"),
        entry.has("date") ? Optional.of(date(entry)) : Optional.empty());
  }

  private static BigDecimal amount(Fields fields, String name) {
    return fields.written(name, "a number", BigDecimal::new);
  }

  private static LocalDate date(Fields entry) {
    return entry.written(
        "date",
        "a day as 2026-01-31",
        text -> {
          try {
            return LocalDate.parse(text);
          } catch (DateTimeParseException e) {
            NumberFormatException refused = new NumberFormatException(e.getMessage());
            refused.initCause(e);
            throw refused;
          }
        });
  }
}
