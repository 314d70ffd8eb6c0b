package assay.scorers.code.sandbox.protocol;

/// The end of what a backend wrote about its troubles; written by one thread, read by another.
public final class Complaints {
  private static final int KEPT_CHARS = 4096;

  private String text = "";

  public synchronized void add(String more) {
    String all = text + more;
    text = all.substring(Math.max(0, all.length() - KEPT_CHARS));
  }

  @Override
  public synchronized String toString() {
    return text.strip();
  }
}
