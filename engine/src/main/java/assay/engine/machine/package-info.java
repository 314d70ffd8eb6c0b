/// Machine code written by Java: an assembler for the instructions that kernels need, and memory
/// that the processor may execute.
///
/// Entry point: [assay.engine.machine.Assembler] takes instructions,
/// [assay.engine.machine.CodeSpace] makes functions of them, [assay.engine.machine.HugePages] is
/// memory whose addresses stay.
///
/// Knows registers, bytes and pages of x86-64 on Linux. It must not know weights or tokens.
package assay.engine.machine;
