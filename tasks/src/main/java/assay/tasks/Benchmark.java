package assay.tasks;

import assay.results.ProtocolFacts;
import assay.results.SuiteFacts;
import assay.results.published.PublishedScore;
import java.util.List;
import java.util.Optional;

/// One benchmark: its data's form, its protocols, and everything that reports, exports, imports and
/// reproductions have to know of it. Nothing outside of it decides by its name or a protocol's.
public interface Benchmark {

  /// Returns the suite's name on the command line, such as `mmlu-pro`.
  String suite();

  /// Returns one sentence on what it measures.
  String description();

  /// Returns its protocols, the default first.
  List<ListedProtocol> protocols();

  /// Returns what the suite is, for who reads a run of it.
  SuiteFacts facts();

  /// Returns where the data is published; empty if it is not, or a window's release is none of it.
  ///
  /// @param window whose release names the files, where the benchmark has releases
  default Optional<PublishedData> publishedData(Window window) {
    return Optional.empty();
  }

  /// Returns the data that is made for some lengths and the tokenizer of a model; empty for most
  /// benchmarks, whose data is published.
  ///
  /// @throws IllegalArgumentException if it makes data, but none of what is asked for; the message
  ///   names the options
  default Optional<MadeData> madeData(MadeRequest request) {
    return Optional.empty();
  }

  /// Returns the data alone, which is all that scoring recorded completions needs.
  ///
  /// @throws DataException if a file is missing or is not this benchmark's data
  Dataset dataset(TaskRequest request);

  /// Returns the task that the request describes.
  ///
  /// @throws DataException if a file is missing or is not this benchmark's data
  /// @throws IllegalArgumentException if the protocol is not one of [#protocols()]
  Task task(TaskRequest request);

  /// Returns the protocol by which a published figure was measured, as far as its source says: of
  /// those that are comparable the first that asks for the figure's kind of prompt, else the first;
  /// empty if none is.
  default Optional<String> protocolOf(PublishedScore figure) {
    List<ListedProtocol> comparable =
        protocols().stream().filter(listed -> listed.facts().admits(figure).orElse(false)).toList();
    return comparable.stream()
        .filter(listed -> listed.facts().comparability().orElseThrow().prompt().isPresent())
        .findFirst()
        .or(() -> comparable.stream().findFirst())
        .map(ListedProtocol::name);
  }

  /// Returns the names of its protocols, the default first.
  default List<String> protocolNames() {
    return protocols().stream().map(ListedProtocol::name).toList();
  }

  /// Returns what a protocol is; nothing is known of one that is not among [#protocols()], such as
  /// another program's.
  default ProtocolFacts protocolFacts(String protocol) {
    return protocols().stream()
        .filter(listed -> listed.name().equals(protocol))
        .findFirst()
        .map(ListedProtocol::facts)
        .orElseGet(() -> ProtocolFacts.unknown(protocol));
  }

  /// Returns the error for a protocol that is not one of [#protocols()].
  default IllegalArgumentException unknown(String protocol) {
    return new IllegalArgumentException(
        "unknown protocol \"%s\" of suite %s; expected one of %s"
            .formatted(protocol, suite(), String.join(", ", protocolNames())));
  }
}
