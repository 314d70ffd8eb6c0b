package assay.harness.model;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// How long to wait before the next try: exponential with full jitter, or what the endpoint asks
/// for.
///
/// @param first upper bound of the first wait
record Backoff(Duration first) {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /// An endpoint that asks for more than this is not worth waiting for.
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(10);

  /// Returns the wait after the given number of failed tries, from 1.
  Duration delay(int failedTries, Optional<Duration> asked, RandomGenerator random) {
    long bound = first.toMillis() << Math.min(failedTries - 1, 20);
    long millis = Math.min(bound, LONGEST.toMillis());
    // At least half of it, so that a burst of refused calls does not come back at once.
    Duration own = Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
    return asked.filter(wait -> wait.compareTo(own) > 0).orElse(own);
  }

  /// Returns what `Retry-After` asks for: seconds, or a date (RFC 9110, section 10.2.3).
  static Optional<Duration> retryAfter(HttpHeaders headers, Instant now) {
    return headers
        .firstValue("Retry-After")
        .flatMap(value -> parse(value.strip(), now))
        .map(wait -> wait.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : wait);
  }

  private static Optional<Duration> parse(String value, Instant now) {
    if (!value.isEmpty() && value.length() < 10 && value.chars().allMatch(Character::isDigit)) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(now, until);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
