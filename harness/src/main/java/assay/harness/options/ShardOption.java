package assay.harness.options;

import assay.harness.run.UsageException;
import assay.results.Shard;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A part of a run as people write it: `2/4`.
public final class ShardOption {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

  private ShardOption() {}

  /// Returns the shard; empty where none is asked for.
  ///
  /// @param text the option's value, or null where it was not given
  /// @throws UsageException if the text is no shard
  public static Optional<Shard> parse(String text) {
    if (text == null) {
      return Optional.empty();
    }
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      int number = Integer.parseInt(matcher.group(1));
      int of = Integer.parseInt(matcher.group(2));
      if (number >= 1 && number <= of) {
        return Optional.of(new Shard(number, of));
      }
    }
    throw new UsageException(
        "--shard %s: expected part I of N as I/N, such as 2/4".formatted(text));
  }
}
