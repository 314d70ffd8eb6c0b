package assay.harness.serve.http;

import java.net.InetAddress;

/// A request that was received whole.
public final class HttpCall {
  private final RequestHead head;
  private final InetAddress peer;
  private final Departure departure;
  private final BodyBudget budget;
  private byte[] body;

  /// @param body that has been taken from the budget
  HttpCall(
      RequestHead head, byte[] body, InetAddress peer, Departure departure, BodyBudget budget) {
    this.head = head;
    this.body = body;
    this.budget = budget;
    this.peer = peer;
    this.departure = departure;
  }

  /// Returns the method, such as `POST`.
  public String method() {
    return head.method();
  }

  /// Returns the path, without the query.
  public String path() {
    return head.path();
  }

  /// Returns the headers.
  public HttpHeaders headers() {
    return head.headers();
  }

  /// Hands the body over, so that it is held no longer than it is needed; from the second time on
  /// it is empty.
  public byte[] takeBody() {
    byte[] taken = body;
    budget.giveBack(taken.length);
    body = new byte[0];
    return taken;
  }

  /// Returns who asks.
  public InetAddress peer() {
    return peer;
  }

  /// Tells when the client goes away.
  public Departure departure() {
    return departure;
  }
}
