package assay.harness.endpoint;

import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.NameValuePair;

/// The headers of a reply, in their order. A name is one however its letters are written (RFC 9110,
/// section 5.1).
record ReplyHeaders(List<? extends NameValuePair> all) {

  /// Returns the first value of a header, without blanks around it.
  Optional<String> first(String name) {
    for (NameValuePair header : all) {
      if (header.getName().equalsIgnoreCase(name)) {
        return Optional.of(header.getValue() == null ? "" : header.getValue().strip());
      }
    }
    return Optional.empty();
  }
}
