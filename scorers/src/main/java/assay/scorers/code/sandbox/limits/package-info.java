/// What the kernel enforces for us: control groups that bound memory and processes, what it counts
/// of them, and the filter of system calls.
package assay.scorers.code.sandbox.limits;
