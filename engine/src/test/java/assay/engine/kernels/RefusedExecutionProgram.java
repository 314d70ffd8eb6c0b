package assay.engine.kernels;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Forbids its own process to make written memory executable, as hardened systems do, and prints
/// what the selector then says and picks.
public final class RefusedExecutionProgram {
  // prctl(2): PR_SET_MDWE with PR_MDWE_REFUSE_EXEC_GAIN, Linux 6.3.
  private static final int SET_MDWE = 65;
  private static final long REFUSE = 1;

  private RefusedExecutionProgram() {}

  /// Prints `unsupported` where the kernel has no such switch.
  @SuppressWarnings("restricted") // calls prctl
  public static void main(String[] arguments) throws Throwable {
    MethodHandle prctl =
        Linker.nativeLinker()
            .downcallHandle(
                Linker.nativeLinker().defaultLookup().findOrThrow("prctl"),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG),
                Linker.Option.firstVariadicArg(1));
    if ((int) prctl.invokeExact(SET_MDWE, REFUSE, 0L, 0L, 0L) != 0) {
      System.out.println("unsupported");
      return;
    }
    System.out.println(KernelSelector.select(KernelSelector.AUTO).name());
    System.out.println(KernelSelector.machineObstacle().orElse("none"));
  }
}
