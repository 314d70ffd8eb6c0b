/// Runs untrusted programs out of reach of the machine. This package is what a judge has to know: a
/// [Sandbox], what it is asked and what it answers. It knows no test, no expected output and no
/// verdict, and nothing of the packages within, which go downwards only: `selection` finds a
/// backend (`docker`, `local`) and makes a `pool` of it; a pool speaks the worker's `protocol` and
/// lets `compile` tell whose fault a refusal is; `host`, `limits` and `image` know the machine. A
/// sandbox is made by [assay.scorers.code.sandbox.selection.SandboxSelector].
///
/// # How a program is run
///
/// A long-lived worker (the resource `runner.py`, sent to a Python interpreter inside the sandbox)
/// forks one process for each program. That process gives up its rights and its environment, takes
/// on its limits, and runs the program with real standard streams. Everything it leaves behind is
/// killed and wiped before the next program. Output goes back as bytes of stated length.
///
/// # What it protects against
///
/// - **Reading the machine**: programs see library folders, read-only, and two empty temporary
///   folders of their own; no other file, no environment variable, no other process, no network.
/// - **Changing the machine**: nothing outside the temporary folders can be written, no capability
///   is left, privileges cannot be regained.
/// - **Using it up**: wall and processor time, resident memory of all processes together, number of
///   processes, size of files, standard output and standard error are bounded from outside the
///   program.
/// - **Staying**: processes that a program leaves behind die with it, files are removed.
/// - **Cheating**: the expected output never enters the sandbox, so it can be neither read nor
///   replaced; return values are rebuilt from what they hold and compared outside; what a program
///   prints, patches or sends is only ever its own answer.
///
/// # What it does not protect against
///
/// - Faults of the kernel: program and machine share it. Where that is not enough, run the whole
///   harness in a virtual machine.
/// - Measuring: a program can tell that it is in a sandbox, and how busy the machine is.
/// - Programs of one worker that signal each other through timing or caches.
/// - Anything at all under [assay.scorers.code.sandbox.selection.UnsafeProcessSandbox].
///
/// Where bubblewrap is started by an ordinary user, programs share one user id with their worker: a
/// program can then end the process that starts programs, which costs it its verdict and the worker
/// its life, and nothing else.
package assay.scorers.code.sandbox;
