package assay.engine.machine;

/// What an instruction may read: a register, memory, or a constant behind the code.
public sealed interface Source permits Gpr, Zmm, Memory, Constant {}
