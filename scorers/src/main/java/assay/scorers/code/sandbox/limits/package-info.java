/// What the kernel enforces for us: control groups that bound memory and processes, and the filter
/// of system calls.
package assay.scorers.code.sandbox.limits;
