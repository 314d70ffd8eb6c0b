package assay.harness;

import assay.harness.endpoint.FakeEndpoint;
import java.io.IOException;

/// A server in a process of its own, which can be killed. Each body comes a while after its
/// headers.
final class ServerProgram {
  private ServerProgram() {}

  /// Serves on a port until it is killed.
  ///
  /// @param args the port, and the milliseconds between headers and body
  public static void main(String[] args) throws IOException, InterruptedException {
    long millis = Long.parseLong(args[1]);
    try (FakeEndpoint _ =
        FakeEndpoint.start(
            Integer.parseInt(args[0]),
            call ->
                new FakeEndpoint.Slow(
                    millis, FakeEndpoint.body(call, answer(call.question()), "stop", "tiny")))) {
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  /// Returns the right answer of a question.
  static String answer(String question) {
    return "The answer is (" + Suites.letter(Suites.item(question)) + ").";
  }
}
