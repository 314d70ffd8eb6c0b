package assay.scorers.code.sandbox.limits;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The system-call filter under which programs run on Linux: classic BPF, installed by the child
/// itself before the program starts, inherited by all its descendants, never to be removed.
///
/// It refuses (with "operation not permitted") what no solution of a programming problem needs and
/// what opens wide parts of the kernel: new namespaces, mounts, keys, tracing, loading of code into
/// the kernel, io_uring. It is a second wall behind namespaces and lost capabilities.
///
/// Source: `seccomp(2)`, `bpf(4)`; numbers from Linux's `asm/unistd_64.h` and
/// `asm-generic/unistd.h`.
public final class SyscallFilter {
  private static final int LOAD_WORD = 0x20;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int JUMP_IF_AT_LEAST = 0x35;
  private static final int JUMP_IF_ANY_BIT = 0x45;
  private static final int RETURN = 0x06;

  private static final int ALLOW = 0x7fff0000;
  private static final int KILL_PROCESS = 0x80000000;
  private static final int FAIL = 0x00050000;
  private static final int EPERM = 1;
  private static final int ENOSYS = 38;

  private static final int OFFSET_OF_NUMBER = 0;
  private static final int OFFSET_OF_ARCHITECTURE = 4;
  private static final int OFFSET_OF_FIRST_ARGUMENT = 16;
  private static final int FIRST_X32_NUMBER = 0x40000000;

  /// `CLONE_NEWNS`, `NEWCGROUP`, `NEWUTS`, `NEWIPC`, `NEWUSER`, `NEWPID`, `NEWNET`.
  private static final int CLONE_NEW_NAMESPACES = 0x7E020000;

  private static final int INSTRUCTION_BYTES = 8;
  private static final int MOST_INSTRUCTIONS = 256;

  private static final List<SystemCall> REFUSED =
      List.of(
          new SystemCall("ptrace", 101, 117),
          new SystemCall("syslog", 103, 116),
          new SystemCall("pivot_root", 155, 41),
          new SystemCall("chroot", 161, 51),
          new SystemCall("acct", 163, 89),
          new SystemCall("settimeofday", 164, 170),
          new SystemCall("clock_settime", 227, 112),
          new SystemCall("clock_adjtime", 305, 266),
          new SystemCall("mount", 165, 40),
          new SystemCall("umount2", 166, 39),
          new SystemCall("swapon", 167, 224),
          new SystemCall("swapoff", 168, 225),
          new SystemCall("reboot", 169, 142),
          new SystemCall("sethostname", 170, 161),
          new SystemCall("setdomainname", 171, 162),
          new SystemCall("init_module", 175, 105),
          new SystemCall("delete_module", 176, 106),
          new SystemCall("finit_module", 313, 273),
          new SystemCall("kexec_load", 246, 104),
          new SystemCall("kexec_file_load", 320, 294),
          new SystemCall("quotactl", 179, 60),
          new SystemCall("add_key", 248, 217),
          new SystemCall("request_key", 249, 218),
          new SystemCall("keyctl", 250, 219),
          new SystemCall("unshare", 272, 97),
          new SystemCall("setns", 308, 268),
          new SystemCall("perf_event_open", 298, 241),
          new SystemCall("name_to_handle_at", 303, 264),
          new SystemCall("open_by_handle_at", 304, 265),
          new SystemCall("process_vm_readv", 310, 270),
          new SystemCall("process_vm_writev", 311, 271),
          new SystemCall("kcmp", 312, 272),
          new SystemCall("bpf", 321, 280),
          new SystemCall("userfaultfd", 323, 282),
          new SystemCall("io_uring_setup", 425, 425),
          new SystemCall("io_uring_enter", 426, 426),
          new SystemCall("io_uring_register", 427, 427),
          new SystemCall("open_tree", 428, 428),
          new SystemCall("move_mount", 429, 429),
          new SystemCall("fsopen", 430, 430),
          new SystemCall("fsconfig", 431, 431),
          new SystemCall("fsmount", 432, 432),
          new SystemCall("fspick", 433, 433),
          new SystemCall("pidfd_getfd", 438, 438),
          new SystemCall("mount_setattr", 442, 442));

  private static final SystemCall CLONE = new SystemCall("clone", 56, 220);
  private static final SystemCall CLONE3 = new SystemCall("clone3", 435, 435);

  private final ByteBuffer code =
      ByteBuffer.allocate(MOST_INSTRUCTIONS * INSTRUCTION_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final Architecture architecture;

  private SyscallFilter(Architecture architecture) {
    this.architecture = architecture;
  }

  /// Returns the filter for this machine as hex, or empty text where its processor is not known.
  public static String forThisMachine() {
    return forMachine(System.getProperty("os.arch"));
  }

  /// Returns the filter for a kind of processor as hex, or empty text where it is not known.
  ///
  /// @param processor its name in Java or in a container engine's answers, such as `amd64`
  public static String forMachine(String processor) {
    return Architecture.of(processor).map(known -> new SyscallFilter(known).assemble()).orElse("");
  }

  private String assemble() {
    add(LOAD_WORD, 0, 0, OFFSET_OF_ARCHITECTURE);
    add(JUMP_IF_EQUAL, 1, 0, architecture.auditNumber);
    add(RETURN, 0, 0, KILL_PROCESS);
    add(LOAD_WORD, 0, 0, OFFSET_OF_NUMBER);
    if (architecture == Architecture.X86_64) {
      // The same kernel functions once more under other numbers, for 32-bit pointers.
      add(JUMP_IF_AT_LEAST, 0, 1, FIRST_X32_NUMBER);
      add(RETURN, 0, 0, KILL_PROCESS);
    }
    for (SystemCall call : REFUSED) {
      fail(call, EPERM);
    }
    // Its flags are out of the filter's sight; C libraries then fall back to clone.
    fail(CLONE3, ENOSYS);
    add(JUMP_IF_EQUAL, 0, 3, architecture.number(CLONE));
    add(LOAD_WORD, 0, 0, OFFSET_OF_FIRST_ARGUMENT);
    add(JUMP_IF_ANY_BIT, 0, 1, CLONE_NEW_NAMESPACES);
    add(RETURN, 0, 0, FAIL | EPERM);
    add(RETURN, 0, 0, ALLOW);
    byte[] bytes = new byte[code.position()];
    code.flip().get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private void fail(SystemCall call, int error) {
    add(JUMP_IF_EQUAL, 0, 1, architecture.number(call));
    add(RETURN, 0, 0, FAIL | error);
  }

  private void add(int operation, int jumpIfTrue, int jumpIfFalse, int operand) {
    code.putShort((short) operation).put((byte) jumpIfTrue).put((byte) jumpIfFalse).putInt(operand);
  }

  /// A system call with its number on each processor.
  private record SystemCall(String name, int onX86, int onArm) {}

  /// A kind of processor, with the number by which the kernel tells a filter about it.
  private enum Architecture {
    X86_64(0xC000003E),
    AARCH64(0xC00000B7);

    private final int auditNumber;

    Architecture(int auditNumber) {
      this.auditNumber = auditNumber;
    }

    static Optional<Architecture> of(String name) {
      return switch (name) {
        case "amd64", "x86_64" -> Optional.of(X86_64);
        case "aarch64", "arm64" -> Optional.of(AARCH64);
        default -> Optional.empty();
      };
    }

    int number(SystemCall call) {
      return switch (this) {
        case X86_64 -> call.onX86;
        case AARCH64 -> call.onArm;
      };
    }
  }
}
