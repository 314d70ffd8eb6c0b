package assay.engine;

import assay.engine.schedule.LogitsReader;
import assay.engine.schedule.Sequence;

/// Hands the logits of given tokens to a listener.
final class RowReader implements LogitsReader {
  private final Listener listener;
  private final Ticket ticket;

  RowReader(Listener listener, Ticket ticket) {
    this.listener = listener;
    this.ticket = ticket;
  }

  @Override
  public int read(int index, float[] logits) {
    listener.row(index, logits);
    return END;
  }

  @Override
  public void finished(Sequence sequence) {
    ticket.finish(sequence.reusedTokens());
  }

  @Override
  public void failed(Throwable cause) {
    ticket.fail(cause);
  }
}
