package assay.harness.experiment;

import assay.harness.run.Console;
import assay.harness.run.Replay;
import assay.harness.run.ScorerSet.Given;
import java.io.IOException;
import java.util.stream.Stream;

/// Completions that exist already and bring their samples along: a recording, pairs of reference
/// and answer, or another program's log.
public interface Completions {

  /// Returns what of a completion they are.
  default Given given() {
    return Given.COMPLETIONS;
  }

  /// Returns them in their order, as a stream that reads them as it goes; the caller closes it.
  ///
  /// @param console for what there is to say of those that were left out
  Stream<Replay.Item> items(Console console) throws IOException;
}
