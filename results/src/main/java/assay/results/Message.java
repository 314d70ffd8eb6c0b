package assay.results;

import java.util.Objects;

/// One message of a chat: `role` is `system`, `user` or `assistant`.
public record Message(String role, String content) {
  public Message {
    Require.text(role, "role");
    Objects.requireNonNull(content);
  }
}
