package assay.harness.hub;

import java.io.IOException;

/// The hub did not give what was asked of it.
public final class HubException extends IOException {
  private static final long serialVersionUID = 1L;

  HubException(String message) {
    super(message);
  }

  HubException(String message, Throwable cause) {
    super(message, cause);
  }
}
