package assay.engine.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.engine.machine.Assembler.Label;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Bytes against those of GNU as, which `tools/machine/encodings.sh` recorded with what GNU objdump
/// reads in them.
final class AssemblerTest {
  private final Map<String, Consumer<Assembler>> instructions = new LinkedHashMap<>();
  private final Map<String, Consumer<Assembler>> narrow = new LinkedHashMap<>(); // of 256 bits

  AssemblerTest() {
    general();
    moves();
    arithmetic();
    addresses();
    narrowMoves();
    narrowArithmetic();
  }

  private void general() {
    put("push rbx", asm -> asm.push(Gpr.RBX));
    put("push r12", asm -> asm.push(Gpr.R12));
    put("pop rbp", asm -> asm.pop(Gpr.RBP));
    put("pop r15", asm -> asm.pop(Gpr.R15));
    put("mov r11, rsi", asm -> asm.mov(Gpr.R11, Gpr.RSI));
    put("mov rbp, qword ptr [rsp+24]", asm -> asm.mov(Gpr.RBP, Gpr.RSP.at(24)));
    put("mov r8, qword ptr [r13]", asm -> asm.mov(Gpr.R8, Gpr.R13.at(0)));
    put("mov eax, 252645135", asm -> asm.mov(Gpr.RAX, 252645135));
    put("mov r9d, 7", asm -> asm.mov(Gpr.R9, 7));
    put("mov eax, dword ptr [rdi+2]", asm -> asm.mov32(Gpr.RAX, Gpr.RDI.at(2)));
    put(
        "mov dword ptr [rdx+r8*4+64], eax",
        asm -> asm.mov32(Gpr.RDX.at(64).plus(Gpr.R8, 4), Gpr.RAX));
    put("movzx eax, byte ptr [rdi+3]", asm -> asm.movzx8(Gpr.RAX, Gpr.RDI.at(3)));
    put("mov byte ptr [rdx+r8*1+80], al", asm -> asm.mov8(Gpr.RDX.at(80).plus(Gpr.R8, 1), Gpr.RAX));
    put("cmp rax, r9", asm -> asm.cmp(Gpr.RAX, Gpr.R9));
    put("cmovl eax, r9d", asm -> asm.cmovl(Gpr.RAX, Gpr.R9));
    put("and rsp, -64", asm -> asm.and(Gpr.RSP, -64));
    put("and r12, -4096", asm -> asm.and(Gpr.R12, -4096));
    put("shl r10d, 24", asm -> asm.shl32(Gpr.R10, 24));
    put("shr eax, 4", asm -> asm.shr32(Gpr.RAX, 4));
    put("and r10d, 50529027", asm -> asm.and32(Gpr.R10, 0x03030303));
    put("or eax, r10d", asm -> asm.or32(Gpr.RAX, Gpr.R10));
    put("movzx eax, word ptr [rdi+34]", asm -> asm.movzx16(Gpr.RAX, Gpr.RDI.at(34)));
    put(
        "mov word ptr [rdx+r8*2+32], ax",
        asm -> asm.mov16(Gpr.RDX.at(32).plus(Gpr.R8, 2), Gpr.RAX));
    put("xor ebx, 2155905152", asm -> asm.xor32(Gpr.RBX, 0x80808080));
    put("lea r11, [rsi+r8*2]", asm -> asm.lea(Gpr.R11, Gpr.RSI.at(0).plus(Gpr.R8, 2)));
    put("add rdi, r9", asm -> asm.add(Gpr.RDI, Gpr.R9));
    put("add rsi, 80", asm -> asm.add(Gpr.RSI, 80));
    put("add rsi, 128", asm -> asm.add(Gpr.RSI, 128));
    put("add r10, 1088", asm -> asm.add(Gpr.R10, 1088));
    put("dec rax", asm -> asm.dec(Gpr.RAX));
    put("dec r14", asm -> asm.dec(Gpr.R14));
    put("test rcx, rcx", asm -> asm.test(Gpr.RCX));
    put("prefetcht0 byte ptr [rdi+4096]", asm -> asm.prefetcht0(Gpr.RDI.at(4096)));
    put("prefetcht0 byte ptr [r9]", asm -> asm.prefetcht0(Gpr.R9.at(0)));
    put("kmovw k1, eax", asm -> asm.kmovw(new Mask(1), Gpr.RAX));
    put("kmovw k2, word ptr [rsi+6]", asm -> asm.kmovw(new Mask(2), Gpr.RSI.at(6)));
    put("kmovw k7, r10d", asm -> asm.kmovw(new Mask(7), Gpr.R10));
  }

  private void moves() {
    put("vmovups zmm5, zmmword ptr [rdi+64]", asm -> asm.vmovups(zmm(5), Gpr.RDI.at(64)));
    put("vmovups zmm21, zmm9", asm -> asm.vmovups(zmm(21), zmm(9)));
    put("vmovups zmmword ptr [rdx], zmm31", asm -> asm.vmovups(Gpr.RDX.at(0), zmm(31)));
    put(
        "vmovups zmmword ptr [rax]{k1}, zmm12",
        asm -> asm.vmovups(Gpr.RAX.at(0), new Mask(1), zmm(12)));
    put(
        "vmovups zmm3{k2}, zmmword ptr [rdi+128]",
        asm -> asm.vmovups(zmm(3), new Mask(2), Gpr.RDI.at(128)));
    put("vmovups zmm19{k4}, zmm27", asm -> asm.vmovups(zmm(19), new Mask(4), zmm(27)));
    put("{evex} vmovss dword ptr [rsi+12], xmm6", asm -> asm.vmovss(Gpr.RSI.at(12), zmm(6)));
    put("vpbroadcastd zmm17, dword ptr [rsi+4]", asm -> asm.vpbroadcastd(zmm(17), Gpr.RSI.at(4)));
    put("vpbroadcastd zmm30, eax", asm -> asm.vpbroadcastd(zmm(30), Gpr.RAX));
    put("vpshufb zmm6, zmm28, zmm17", asm -> asm.vpshufb(zmm(6), zmm(28), zmm(17)));
    put(
        "vbroadcasti32x4 zmm28, xmmword ptr [rsi+32]",
        asm -> asm.vbroadcasti32x4(zmm(28), Gpr.RSI.at(32)));
    put("vcvtph2ps zmm13, ymmword ptr [rdi+32]", asm -> asm.vcvtph2ps(zmm(13), Gpr.RDI.at(32)));
    put("vpmovzxbd zmm3, xmmword ptr [r12+16]", asm -> asm.vpmovzxbd(zmm(3), Gpr.R12.at(16)));
    put("vpmovsxbd zmm18, xmmword ptr [rbp]", asm -> asm.vpmovsxbd(zmm(18), Gpr.RBP.at(0)));
    put("vpmovzxwd zmm4, ymmword ptr [rdi+96]", asm -> asm.vpmovzxwd(zmm(4), Gpr.RDI.at(96)));
    put("vpmovdb xmmword ptr [rsi+48], zmm1", asm -> asm.vpmovdb(Gpr.RSI.at(48), zmm(1)));
    put("vpshufd zmm5, zmm16, 78", asm -> asm.vpshufd(zmm(5), zmm(16), 0x4e));
    put("vshufi32x4 zmm5, zmm6, zmm26, 177", asm -> asm.vshufi32x4(zmm(5), zmm(6), zmm(26), 0xb1));
  }

  private void arithmetic() {
    put("vaddps zmm0, zmm0, zmm20", asm -> asm.vaddps(zmm(0), zmm(0), zmm(20)));
    put("vmulps zmm26, zmm24, zmm8", asm -> asm.vmulps(zmm(26), zmm(24), zmm(8)));
    put("vsubps zmm4, zmm25, zmm9", asm -> asm.vsubps(zmm(4), zmm(25), zmm(9)));
    put("vminps zmm14, zmm5, zmm29", asm -> asm.vminps(zmm(14), zmm(5), zmm(29)));
    put("vmaxps zmm24, zmm15, zmm9", asm -> asm.vmaxps(zmm(24), zmm(15), zmm(9)));
    put("vfmadd213ps zmm7, zmm15, zmm23", asm -> asm.vfmadd213ps(zmm(7), zmm(15), zmm(23)));
    put("vdivps zmm4, zmm5, zmm9", asm -> asm.vdivps(zmm(4), zmm(5), zmm(9)));
    put("vcvtdq2ps zmm2, zmm18", asm -> asm.vcvtdq2ps(zmm(2), zmm(18)));
    put("vcvtps2dq zmm19, zmm3", asm -> asm.vcvtps2dq(zmm(19), zmm(3)));
    put("vfmadd231ps zmm7, zmm15, zmm23", asm -> asm.vfmadd231ps(zmm(7), zmm(15), zmm(23)));
    put("vpdpbusd zmm3, zmm17, zmm25", asm -> asm.vpdpbusd(zmm(3), zmm(17), zmm(25)));
    put("vdpbf16ps zmm9, zmm28, zmm4", asm -> asm.vdpbf16ps(zmm(9), zmm(28), zmm(4)));
    put(
        "vdpbf16ps zmm17, zmm2, dword ptr [rsi+r8*2+12]{1to16}",
        asm -> asm.vdpbf16ps(zmm(17), zmm(2), Gpr.RSI.at(12).plus(Gpr.R8, 2).repeated()));
    put("vcvtneps2bf16 ymm3, zmm21", asm -> asm.vcvtneps2bf16(zmm(3), zmm(21)));
    put(
        "vcvtneps2bf16 ymm30, zmmword ptr [rdi+64]",
        asm -> asm.vcvtneps2bf16(zmm(30), Gpr.RDI.at(64)));
    put("vpaddd zmm6, zmm6, zmm5", asm -> asm.vpaddd(zmm(6), zmm(6), zmm(5)));
    put("vpsubd zmm6, zmm5, zmm31", asm -> asm.vpsubd(zmm(6), zmm(5), zmm(31)));
    put("vpmaxud zmm5, zmm5, zmm28", asm -> asm.vpmaxud(zmm(5), zmm(5), zmm(28)));
    put("vpandd zmm1, zmm29, zmm2", asm -> asm.vpandd(zmm(1), zmm(29), zmm(2)));
    put("vpxord zmm22, zmm22, zmm22", asm -> asm.vpxord(zmm(22), zmm(22), zmm(22)));
    put(
        "vpternlogd zmm9, zmm30, zmm10, 248",
        asm -> asm.vpternlogd(zmm(9), zmm(30), zmm(10), 0xf8));
    put("vpslld zmm2, zmm2, 8", asm -> asm.vpslld(zmm(2), zmm(2), 8));
    put("vpslld zmm12, zmmword ptr [rdi+128], 4", asm -> asm.vpslld(zmm(12), Gpr.RDI.at(128), 4));
    put("vpsrld zmm27, zmm11, 4", asm -> asm.vpsrld(zmm(27), zmm(11), 4));
    put("vpsrad zmm3, zmm19, 24", asm -> asm.vpsrad(zmm(3), zmm(19), 24));
  }

  /// Every kind of address, with displacements on both sides of what a byte can hold.
  private void addresses() {
    product("[rsi+16]", Gpr.RSI.at(16));
    product("[rsi+508]", Gpr.RSI.at(508));
    product("[rsi+512]", Gpr.RSI.at(512));
    product("[rsi-512]", Gpr.RSI.at(-512));
    product("[rsi-516]", Gpr.RSI.at(-516));
    product("[rsi+18]", Gpr.RSI.at(18));
    product("[r11+r8*1+44]", Gpr.R11.at(44).plus(Gpr.R8, 1));
    product("[rbx+r8*2]", Gpr.RBX.at(0).plus(Gpr.R8, 2));
    product("[rsp+8]", Gpr.RSP.at(8));
    product("[r12+r13*8+4]", Gpr.R12.at(4).plus(Gpr.R13, 8));
    product("[rbp+rax*4]", Gpr.RBP.at(0).plus(Gpr.RAX, 4));
    product("[r13+r9*4]", Gpr.R13.at(0).plus(4).plus(-4).plus(Gpr.R9, 4));
    put(
        "vfmadd231ps zmm16, zmm1, dword ptr [rsi+r8*2+28]{1to16}",
        asm -> asm.vfmadd231ps(zmm(16), zmm(1), Gpr.RSI.at(28).plus(Gpr.R8, 2).repeated()));
    put("vpandd zmm8, zmm29, zmmword ptr [rdi+8128]", asm -> and(asm, Gpr.RDI.at(8128)));
    put("vpandd zmm8, zmm29, zmmword ptr [rdi+8192]", asm -> and(asm, Gpr.RDI.at(8192)));
    put("vpandd zmm8, zmm29, zmmword ptr [rdi+32]", asm -> and(asm, Gpr.RDI.at(32)));
  }

  /// Prefixes of two and of three bytes, registers on both sides of the eighth.
  private void narrowMoves() {
    putNarrow("vmovups ymm5, ymmword ptr [rdi+64]", asm -> asm.vmovups(zmm(5), Gpr.RDI.at(64)));
    putNarrow("vmovups ymm5, ymmword ptr [r9+32]", asm -> asm.vmovups(zmm(5), Gpr.R9.at(32)));
    putNarrow(
        "vmovups ymm12, ymmword ptr [rsi+r8*2+4096]",
        asm -> asm.vmovups(zmm(12), Gpr.RSI.at(4096).plus(Gpr.R8, 2)));
    putNarrow("vmovups ymmword ptr [rsp+32], ymm15", asm -> asm.vmovups(Gpr.RSP.at(32), zmm(15)));
    putNarrow("vmovups ymm9, ymm3", asm -> asm.vmovups(zmm(9), zmm(3)));
    putNarrow("vmovss dword ptr [rsi+12], xmm6", asm -> asm.vmovss(Gpr.RSI.at(12), zmm(6)));
    putNarrow(
        "vpbroadcastd ymm14, dword ptr [rsi+r8*1+4]",
        asm -> asm.vpbroadcastd(zmm(14), Gpr.RSI.at(4).plus(Gpr.R8, 1)));
    putNarrow(
        "vbroadcasti128 ymm7, xmmword ptr [rsi+32]",
        asm -> asm.vbroadcasti32x4(zmm(7), Gpr.RSI.at(32)));
    putNarrow("vcvtph2ps ymm3, xmmword ptr [rdi+16]", asm -> asm.vcvtph2ps(zmm(3), Gpr.RDI.at(16)));
    putNarrow("vpmovzxwd ymm4, xmmword ptr [rdi+96]", asm -> asm.vpmovzxwd(zmm(4), Gpr.RDI.at(96)));
    putNarrow("vpmovsxbd ymm8, qword ptr [rdi+8]", asm -> asm.vpmovsxbd(zmm(8), Gpr.RDI.at(8)));
    putNarrow("vpshufd ymm5, ymm6, 78", asm -> asm.vpshufd(zmm(5), zmm(6), 0x4e));
    putNarrow("vpshufb ymm6, ymm12, ymm7", asm -> asm.vpshufb(zmm(6), zmm(12), zmm(7)));
    putNarrow("vpermd ymm3, ymm11, ymm3", asm -> asm.vpermd(zmm(3), zmm(11), zmm(3)));
    putNarrow("vperm2i128 ymm5, ymm6, ymm6, 1", asm -> asm.vperm2i128(zmm(5), zmm(6), zmm(6), 1));
    putNarrow(
        "vmaskmovps ymmword ptr [rax], ymm15, ymm2",
        asm -> asm.vmaskmovps(Gpr.RAX.at(0), zmm(15), zmm(2)));
    putNarrow("vpackssdw ymm1, ymm10, ymm2", asm -> asm.vpackssdw(zmm(1), zmm(10), zmm(2)));
    putNarrow("vpacksswb ymm1, ymm1, ymm2", asm -> asm.vpacksswb(zmm(1), zmm(1), zmm(2)));
  }

  private void narrowArithmetic() {
    putNarrow("vaddps ymm0, ymm10, ymm3", asm -> asm.vaddps(zmm(0), zmm(10), zmm(3)));
    putNarrow(
        "vmulps ymm6, ymm4, ymmword ptr [rsp+256]",
        asm -> asm.vmulps(zmm(6), zmm(4), Gpr.RSP.at(256)));
    putNarrow("vdivps ymm4, ymm5, ymm9", asm -> asm.vdivps(zmm(4), zmm(5), zmm(9)));
    putNarrow("vcvtdq2ps ymm2, ymm14", asm -> asm.vcvtdq2ps(zmm(2), zmm(14)));
    putNarrow("vcvtps2dq ymm9, ymm3", asm -> asm.vcvtps2dq(zmm(9), zmm(3)));
    putNarrow("vfmadd231ps ymm7, ymm15, ymm3", asm -> asm.vfmadd231ps(zmm(7), zmm(15), zmm(3)));
    putNarrow("{vex} vpdpbusd ymm3, ymm14, ymm5", asm -> asm.vpdpbusd(zmm(3), zmm(14), zmm(5)));
    putNarrow("vpmaddwd ymm5, ymm12, ymm5", asm -> asm.vpmaddwd(zmm(5), zmm(12), zmm(5)));
    putNarrow("vpaddd ymm6, ymm6, ymm5", asm -> asm.vpaddd(zmm(6), zmm(6), zmm(5)));
    putNarrow("vpsubd ymm6, ymm5, ymm13", asm -> asm.vpsubd(zmm(6), zmm(5), zmm(13)));
    putNarrow("vpmaxud ymm5, ymm5, ymm8", asm -> asm.vpmaxud(zmm(5), zmm(5), zmm(8)));
    putNarrow("vpand ymm1, ymm9, ymm2", asm -> asm.vpandd(zmm(1), zmm(9), zmm(2)));
    putNarrow("vpor ymm1, ymm1, ymm2", asm -> asm.vpor(zmm(1), zmm(1), zmm(2)));
    putNarrow("vpxor ymm2, ymm2, ymm2", asm -> asm.vpxord(zmm(2), zmm(2), zmm(2)));
    putNarrow("vpcmpeqd ymm15, ymm15, ymm1", asm -> asm.vpcmpeqd(zmm(15), zmm(15), zmm(1)));
    putNarrow("vpslld ymm2, ymm2, 8", asm -> asm.vpslld(zmm(2), zmm(2), 8));
    putNarrow("vpsrld ymm10, ymm11, 4", asm -> asm.vpsrld(zmm(10), zmm(11), 4));
    putNarrow("vpsrad ymm3, ymm9, 24", asm -> asm.vpsrad(zmm(3), zmm(9), 24));
    putNarrow("vpsrlw ymm3, ymm3, 8", asm -> asm.vpsrlw(zmm(3), zmm(3), 8));
  }

  private void putNarrow(String text, Consumer<Assembler> instruction) {
    narrow.put(text, instruction);
  }

  private static void and(Assembler asm, Memory memory) {
    asm.vpandd(zmm(8), zmm(29), memory);
  }

  private void product(String address, Memory memory) {
    put(
        "vpdpbusd zmm20, zmm5, dword ptr %s{1to16}".formatted(address),
        asm -> asm.vpdpbusd(zmm(20), zmm(5), memory.repeated()));
  }

  private void put(String text, Consumer<Assembler> instruction) {
    instructions.put(text, instruction);
  }

  private static Zmm zmm(int number) {
    return new Zmm(number);
  }

  @Test
  void writesTheBytesThatGnuAsWrites() throws IOException {
    Map<String, String> actual = new TreeMap<>();
    write(instructions, VectorWidth.ZMM, actual);
    write(narrow, VectorWidth.YMM, actual);
    assertThat(actual).isEqualTo(recorded());
  }

  private static void write(
      Map<String, Consumer<Assembler>> from, VectorWidth width, Map<String, String> to) {
    from.forEach(
        (text, instruction) -> {
          Assembler asm = new Assembler(width);
          instruction.accept(asm);
          to.put(text, HexFormat.of().formatHex(asm.code()));
        });
  }

  @Test
  void refusesWhatAWidthDoesNotHave() {
    Assembler asm = new Assembler(VectorWidth.YMM);
    assertThatThrownBy(() -> asm.vpaddd(zmm(16), zmm(1), zmm(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("VPADDD with");
    assertThatThrownBy(() -> asm.vpaddd(zmm(1), zmm(2), zmm(16)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> asm.vpaddd(zmm(1), zmm(2), Gpr.RAX.at(0).repeated()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> asm.vmovups(Gpr.RAX.at(0), new Mask(1), zmm(2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Assembler().vpor(zmm(1), zmm(2), zmm(3)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this instruction is known in its form of 256 bits alone");
    assertThatThrownBy(() -> asm.vdpbf16ps(zmm(1), zmm(2), zmm(3)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this instruction is known in its form of 512 bits alone");
  }

  private static Map<String, String> recorded() throws IOException {
    Map<String, String> bytes = new TreeMap<>();
    try (InputStream file = AssemblerTest.class.getResourceAsStream("encodings.tsv")) {
      String text = new String(file.readAllBytes(), StandardCharsets.US_ASCII);
      text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .forEach(fields -> bytes.put(fields[1], fields[0]));
    }
    return bytes;
  }

  /// Constants lie at multiples of sixteen bytes behind the code, each once; distances count from
  /// the end of the instruction.
  @Test
  void findsConstantsBehindTheCode() {
    Assembler asm = new Assembler();
    asm.pext32(Gpr.R10, Gpr.R9, Constant.of(0x11111111)); // 9 bytes
    asm.vpbroadcastd(zmm(20), Constant.of(0x0f0f0f0f)); // 10 bytes
    asm.pext32(Gpr.RAX, Gpr.R9, Constant.of(0x11111111));
    asm.vbroadcasti32x4(zmm(3), new Constant(List.of(1, 2, 3, 0x80000004)));
    assertThat(HexFormat.of().formatHex(asm.code()))
        .isEqualTo(
            // pext r10d, r9d, dword ptr [rip+39], as GNU as has it
            "c46232f51527000000"
                // vpbroadcastd zmm20, dword ptr [rip+45]
                + "62e27d4858252d000000"
                // pext eax, r9d, dword ptr [rip+20]
                + "c4e232f50514000000"
                // vbroadcasti32x4 zmm3, xmmword ptr [rip+42]
                + "62f27d485a1d2a000000"
                + "00".repeat(10)
                + "11111111"
                + "00".repeat(12)
                + "0f0f0f0f"
                + "00".repeat(12)
                + "01000000020000000300000004000080");
    assertThatThrownBy(() -> new Constant(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesRegistersThatDoNotExist() {
    assertThatThrownBy(() -> new Zmm(32)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Assembler().mov8(Gpr.RAX.at(0), Gpr.RSI))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Mask(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Gpr.RAX.at(0).plus(Gpr.RSP, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Gpr.RAX.at(0).plus(Gpr.RBX, 3))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAnAddressThatHasNoShortForm() {
    assertThatThrownBy(() -> new Assembler().kmovw(new Mask(1), Gpr.R8.at(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no short form");
  }

  @Test
  void refusesAJumpToNowhere() {
    Assembler asm = new Assembler();
    asm.jnz(new Label());
    assertThatThrownBy(asm::code)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a jump at offset 2 leads nowhere");
  }

  @Test
  void givesEachRegisterOnce() {
    Registers registers = new Registers();
    assertThat(registers.take(32)).doesNotHaveDuplicates();
    assertThat(new Registers(VectorWidth.YMM).take(16)).doesNotHaveDuplicates();
    assertThatThrownBy(registers::take)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("all 32 vector registers are in use");
  }
}
