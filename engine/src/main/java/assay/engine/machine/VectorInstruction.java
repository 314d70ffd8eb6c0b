package assay.engine.machine;

/// The vector instructions that the encoder knows. Those of both widths have the same opcode in
/// both.
///
/// Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2; the tuple types
/// are those of section 2.7.5, table 2-34 and 2-35.
enum VectorInstruction {
  VMOVUPS_LOAD(OpcodeMap.M0F, Prefix.NONE, 0x10, Tuple.FULL),
  VMOVUPS_STORE(OpcodeMap.M0F, Prefix.NONE, 0x11, Tuple.FULL),
  VMOVSS_STORE(OpcodeMap.M0F, Prefix.PF3, 0x11, Tuple.SCALAR),
  VADDPS(OpcodeMap.M0F, Prefix.NONE, 0x58, Tuple.FULL),
  VMULPS(OpcodeMap.M0F, Prefix.NONE, 0x59, Tuple.FULL),
  VSUBPS(OpcodeMap.M0F, Prefix.NONE, 0x5c, Tuple.FULL),
  VMINPS(OpcodeMap.M0F, Prefix.NONE, 0x5d, Tuple.FULL),
  VDIVPS(OpcodeMap.M0F, Prefix.NONE, 0x5e, Tuple.FULL),
  VMAXPS(OpcodeMap.M0F, Prefix.NONE, 0x5f, Tuple.FULL),
  VCVTDQ2PS(OpcodeMap.M0F, Prefix.NONE, 0x5b, Tuple.FULL),
  VCVTPS2DQ(OpcodeMap.M0F, Prefix.P66, 0x5b, Tuple.FULL),
  VFMADD213PS(OpcodeMap.M0F38, Prefix.P66, 0xa8, Tuple.FULL),
  VFMADD231PS(OpcodeMap.M0F38, Prefix.P66, 0xb8, Tuple.FULL),
  VCVTPH2PS(OpcodeMap.M0F38, Prefix.P66, 0x13, Tuple.HALF),
  VDPBF16PS(OpcodeMap.M0F38, Prefix.PF3, 0x52, Tuple.FULL),
  VCVTNEPS2BF16(OpcodeMap.M0F38, Prefix.PF3, 0x72, Tuple.FULL),
  VPDPBUSD(OpcodeMap.M0F38, Prefix.P66, 0x50, Tuple.FULL),
  VPADDD(OpcodeMap.M0F, Prefix.P66, 0xfe, Tuple.FULL),
  VPSUBD(OpcodeMap.M0F, Prefix.P66, 0xfa, Tuple.FULL),
  VPMAXUD(OpcodeMap.M0F38, Prefix.P66, 0x3f, Tuple.FULL),
  VPANDD(OpcodeMap.M0F, Prefix.P66, 0xdb, Tuple.FULL),
  VPXORD(OpcodeMap.M0F, Prefix.P66, 0xef, Tuple.FULL),
  /// With an immediate that is the table of the three inputs' bits.
  VPTERNLOGD(OpcodeMap.M0F3A, Prefix.P66, 0x25, Tuple.FULL),
  /// Shifts by an immediate are one opcode, told apart by the register field of ModR/M.
  SHIFT_DWORDS(OpcodeMap.M0F, Prefix.P66, 0x72, Tuple.FULL),
  VPSHUFD(OpcodeMap.M0F, Prefix.P66, 0x70, Tuple.FULL),
  VSHUFI32X4(OpcodeMap.M0F3A, Prefix.P66, 0x43, Tuple.FULL),
  VPSHUFB(OpcodeMap.M0F38, Prefix.P66, 0x00, Tuple.FULL),
  VBROADCASTI32X4(OpcodeMap.M0F38, Prefix.P66, 0x5a, Tuple.QUARTER),
  VPBROADCASTD(OpcodeMap.M0F38, Prefix.P66, 0x58, Tuple.SCALAR),
  VPBROADCASTD_GPR(OpcodeMap.M0F38, Prefix.P66, 0x7c, Tuple.SCALAR),
  VPOR(OpcodeMap.M0F, Prefix.P66, 0xeb, Tuple.FULL),
  VPMADDWD(OpcodeMap.M0F, Prefix.P66, 0xf5, Tuple.FULL),
  SHIFT_WORDS(OpcodeMap.M0F, Prefix.P66, 0x71, Tuple.FULL),
  VPCMPEQD(OpcodeMap.M0F, Prefix.P66, 0x76, Tuple.FULL),
  VMASKMOVPS_STORE(OpcodeMap.M0F38, Prefix.P66, 0x2e, Tuple.FULL),
  VPACKSSDW(OpcodeMap.M0F, Prefix.P66, 0x6b, Tuple.FULL),
  VPACKSSWB(OpcodeMap.M0F, Prefix.P66, 0x63, Tuple.FULL),
  VPERMD(OpcodeMap.M0F38, Prefix.P66, 0x36, Tuple.FULL),
  VPERM2I128(OpcodeMap.M0F3A, Prefix.P66, 0x46, Tuple.FULL),
  VPMOVZXBD(OpcodeMap.M0F38, Prefix.P66, 0x31, Tuple.QUARTER),
  VPMOVSXBD(OpcodeMap.M0F38, Prefix.P66, 0x21, Tuple.QUARTER),
  VPMOVZXWD(OpcodeMap.M0F38, Prefix.P66, 0x33, Tuple.HALF),
  VPMOVDB_STORE(OpcodeMap.M0F38, Prefix.PF3, 0x31, Tuple.QUARTER);

  final OpcodeMap map;
  final Prefix prefix;
  final int opcode;
  final Tuple tuple;

  VectorInstruction(OpcodeMap map, Prefix prefix, int opcode, Tuple tuple) {
    this.map = map;
    this.prefix = prefix;
    this.opcode = opcode;
    this.tuple = tuple;
  }

  /// The field `mmm` of the prefix.
  enum OpcodeMap {
    M0F(1),
    M0F38(2),
    M0F3A(3);

    final int bits;

    OpcodeMap(int bits) {
      this.bits = bits;
    }
  }

  /// The field `pp` of the prefix.
  enum Prefix {
    NONE(0),
    P66(1),
    PF3(2);

    final int bits;

    Prefix(int bits) {
      this.bits = bits;
    }
  }

  /// How many bytes of memory are read or written, in which displacements of one byte count.
  enum Tuple {
    FULL(64),
    HALF(32),
    QUARTER(16),
    SCALAR(4);

    final int bytes;

    Tuple(int bytes) {
      this.bytes = bytes;
    }
  }
}
