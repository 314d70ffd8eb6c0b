package assay.harness.endpoint;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the headers of a reply ask a caller to wait.
final class AskedWait {
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h|d)");

  private static final Optional<String> NONE_LEFT = Optional.of("0");

  private static final List<Limit> LIMITS =
      Stream.of("requests", "tokens")
          .flatMap(
              kind ->
                  Stream.of(
                      new Limit(
                          "x-ratelimit-remaining-" + kind, "x-ratelimit-reset-" + kind, false),
                      new Limit(
                          "anthropic-ratelimit-" + kind + "-remaining",
                          "anthropic-ratelimit-" + kind + "-reset",
                          true)))
          .toList();

  private AskedWait() {}

  /// Returns what time the server has: dates in its headers are by its own clock, and one of the
  /// two may be wrong or jump.
  static Instant now(ReplyHeaders headers, Instant here) {
    return headers
        .first("Date")
        .flatMap(
            date -> {
              try {
                return Optional.of(
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
              } catch (DateTimeException e) {
                return Optional.empty();
              }
            })
        .orElse(here);
  }

  /// Returns what `Retry-After` asks for: seconds, or a date (RFC 9110, section 10.2.3). LiteLLM's
  /// proxy puts `llm_provider-` before it, be it the provider's or of its own limit.
  static Optional<Duration> retryAfter(ReplyHeaders headers, Instant now) {
    return headers
        .first("Retry-After")
        .or(() -> headers.first("llm_provider-Retry-After"))
        .flatMap(value -> seconds(value, now));
  }

  private static Optional<Duration> seconds(String value, Instant now) {
    if (value.matches("\\d{1,9}(\\.\\d{1,6})?")) {
      return Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(value) * 1000)));
    }
    try {
      return Optional.of(
          until(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant(), now));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /// Returns how long it takes until requests are allowed again, where the headers say that none is
  /// left.
  ///
  /// Source: the OpenAI API guide, "Rate limits" (`x-ratelimit-*`, times as `6m0s`); the Anthropic
  /// API reference, "Rate limits" (`anthropic-ratelimit-*`, times as RFC 3339).
  ///
  /// @param now is only asked where a header names a time of day
  static Optional<Duration> rateLimit(ReplyHeaders headers, Supplier<Instant> now) {
    for (Limit limit : LIMITS) {
      if (headers.first(limit.left()).equals(NONE_LEFT)) {
        Optional<Duration> wait =
            headers
                .first(limit.reset())
                .flatMap(value -> limit.timeOfDay() ? instant(value, now.get()) : parts(value));
        if (wait.isPresent()) {
          return wait;
        }
      }
    }
    return Optional.empty();
  }

  /// Two headers of one limit.
  ///
  /// @param left has how many are left of what is limited
  /// @param reset has when there are more again
  /// @param timeOfDay whether it has so by the clock, and not by how long it takes
  private record Limit(String left, String reset, boolean timeOfDay) {}

  private static Optional<Duration> parts(String value) {
    Matcher matcher = PART.matcher(value.toLowerCase(Locale.ROOT));
    double millis = 0;
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      end = matcher.end();
      double count = Double.parseDouble(matcher.group(1));
      millis +=
          count
              * switch (matcher.group(2)) {
                case "ms" -> 1;
                case "s" -> 1_000;
                case "m" -> 60_000;
                case "h" -> 3_600_000;
                default -> 86_400_000;
              };
    }
    return end > 0 && end == value.length()
        ? Optional.of(Duration.ofMillis(Math.round(Math.min(millis, 1e12))))
        : Optional.empty();
  }

  private static Optional<Duration> instant(String value, Instant now) {
    try {
      return Optional.of(until(ZonedDateTime.parse(value).toInstant(), now));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration until(Instant then, Instant now) {
    Duration wait = Duration.between(now, then);
    return wait.isNegative() ? Duration.ZERO : wait;
  }
}
