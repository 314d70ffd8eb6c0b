package assay.results;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/// One entry of a price table, and where it is from.
///
/// @param model as the table calls it, which may be the beginning of a name and an asterisk
/// @param price of its tokens
/// @param source where the prices are from, as the table says; else the table's file
/// @param date at which they held, where the table says so
public record Tariff(String model, Price price, String source, Optional<LocalDate> date) {
  public Tariff {
    Require.text(model, "model of a price");
    Objects.requireNonNull(price);
    Require.text(source, "source of a price");
    Objects.requireNonNull(date);
  }

  /// Returns what tables show.
  String words() {
    return "%s, from %s%s"
        .formatted(price.words(), source, date.map(day -> " of " + day).orElse(""));
  }
}
