package assay.engine.machine;

/// What an instruction may read: a register or memory.
public sealed interface Source permits Gpr, Zmm, Memory {}
