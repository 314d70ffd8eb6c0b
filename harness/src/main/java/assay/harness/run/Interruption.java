package assay.harness.run;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Makes Ctrl-C (SIGINT) and SIGTERM interrupt a thread instead of ending the program, so that what
/// is under way can be finished, and says so. A second signal ends the program at once.
///
/// Java offers this in `sun.misc.Signal` alone, which the compiler warns of whatever is suppressed;
/// hence the reflection. Where signals cannot be had, as under `-Xrs`, they end the program as
/// ever.
final class Interruption implements AutoCloseable {
  private static final String HANDLER = "sun.misc.SignalHandler";
  private static final List<String> SIGNALS = List.of("INT", "TERM");

  private final Thread thread;
  private final Consumer<String> remarks;
  private final Map<Object, Object> replaced = new LinkedHashMap<>();
  private boolean signalled;

  private Interruption(Thread thread, Consumer<String> remarks) {
    this.thread = thread;
    this.remarks = remarks;
  }

  /// Begins to turn signals into interruptions of the calling thread.
  ///
  /// @param remarks is told what a signal does
  static Interruption begin(Consumer<String> remarks) {
    Interruption interruption = new Interruption(Thread.currentThread(), remarks);
    try {
      Class<?> kind = Class.forName("sun.misc.Signal");
      Object own = handler(kind, interruption::received);
      for (String name : SIGNALS) {
        Object signal = kind.getConstructor(String.class).newInstance(name);
        interruption.replaced.put(signal, handle(signal, own));
      }
    } catch (ReflectiveOperationException e) {
      interruption.close();
    }
    return interruption;
  }

  private static Object handler(Class<?> signal, Runnable action)
      throws ReflectiveOperationException {
    MethodHandle run =
        MethodHandles.lookup()
            .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
            .bindTo(action);
    return MethodHandleProxies.asInterfaceInstance(
        Class.forName(HANDLER), MethodHandles.dropArguments(run, 0, signal));
  }

  private static Object handle(Object signal, Object handler) throws ReflectiveOperationException {
    return signal
        .getClass()
        .getMethod("handle", signal.getClass(), Class.forName(HANDLER))
        .invoke(null, signal, handler);
  }

  private void received() {
    interrupt();
    // Outside of the lock: whoever does not read what is said keeps no second signal waiting.
    remarks.accept(
        "interrupted: finishing what is under way, at most 5 s; once more stops at once");
  }

  private synchronized void interrupt() {
    if (signalled) {
      // Every record is with the operating system already.
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED.status());
    }
    signalled = true;
    thread.interrupt();
  }

  /// Gives the signals back to who had them before, on the thread that was to be interrupted: one
  /// that came too late is forgotten.
  @Override
  public synchronized void close() {
    replaced.forEach(
        (signal, handler) -> {
          try {
            handle(signal, handler);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("signals cannot be given back", e);
          }
        });
    replaced.clear();
    if (signalled) {
      Thread.interrupted();
    }
  }
}
