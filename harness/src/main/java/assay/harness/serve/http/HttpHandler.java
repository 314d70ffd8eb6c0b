package assay.harness.serve.http;

import java.io.IOException;

/// What a server does with requests. Called on a virtual thread of the connection.
public interface HttpHandler {
  /// Answers a request.
  ///
  /// @throws IOException if the client went away
  void handle(HttpCall call, HttpReply reply) throws IOException;

  /// Returns the body, in JSON, of a refusal that comes before a request is whole.
  ///
  /// @param status such as 413
  /// @param why in words
  byte[] refusal(int status, String why);
}
