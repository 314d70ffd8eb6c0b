package assay.reports.render;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/// Reads what a page holds of its samples, as a browser would.
final class PackedSamples {
  private static final Pattern BLOCK =
      Pattern.compile(
          "<script type=\"text/plain\" id=\"([a-z0-9-]+)\">([A-Za-z0-9+/=]*+)</script>");

  private PackedSamples() {}

  /// Returns the page with JSON where it has packed blocks.
  static String unpack(String page) {
    return BLOCK
        .matcher(page)
        .replaceAll(
            block ->
                Matcher.quoteReplacement(
                    "<script id=\"" + block.group(1) + "\">" + json(block) + "</script>"));
  }

  /// Returns the JSON of the blocks whose ids begin so, in order.
  static List<String> blocks(String page, String prefix) {
    return BLOCK
        .matcher(page)
        .results()
        .filter(block -> block.group(1).startsWith(prefix))
        .map(PackedSamples::json)
        .toList();
  }

  private static String json(MatchResult block) {
    byte[] packed = Base64.getDecoder().decode(block.group(2));
    try (InflaterInputStream in =
        new InflaterInputStream(new ByteArrayInputStream(packed), new Inflater(true))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
