package assay.tasks.livecodebench;

import java.util.Arrays;

/// The opcodes of a Python pickle: those that [PickledText] knows, and the names of all.
///
/// Source: the module `pickletools` of CPython.
final class PickleOpcode {
  static final int STOP = 0x2e;
  static final int UNICODE = 0x56;
  static final int BINUNICODE = 0x58;
  static final int PUT = 0x70;
  static final int BINPUT = 0x71;
  static final int LONG_BINPUT = 0x72;
  static final int PROTO = 0x80;
  static final int SHORT_BINUNICODE = 0x8c;
  static final int BINUNICODE8 = 0x8d;
  static final int MEMOIZE = 0x94;
  static final int FRAME = 0x95;

  private static final String NAMES =
      "28 MARK,29 EMPTY_TUPLE,2e STOP,30 POP,31 POP_MARK,32 DUP,42 BINBYTES,43 SHORT_BINBYTES,"
          + "46 FLOAT,47 BINFLOAT,49 INT,4a BININT,4b BININT1,4c LONG,4d BININT2,4e NONE,50 PERSID,"
          + "51 BINPERSID,52 REDUCE,53 STRING,54 BINSTRING,55 SHORT_BINSTRING,56 UNICODE,"
          + "58 BINUNICODE,5d EMPTY_LIST,61 APPEND,62 BUILD,63 GLOBAL,64 DICT,65 APPENDS,67 GET,"
          + "68 BINGET,69 INST,6a LONG_BINGET,6c LIST,6f OBJ,70 PUT,71 BINPUT,72 LONG_BINPUT,"
          + "73 SETITEM,74 TUPLE,75 SETITEMS,7d EMPTY_DICT,80 PROTO,81 NEWOBJ,82 EXT1,83 EXT2,"
          + "84 EXT4,85 TUPLE1,86 TUPLE2,87 TUPLE3,88 NEWTRUE,89 NEWFALSE,8a LONG1,8b LONG4,"
          + "8c SHORT_BINUNICODE,8d BINUNICODE8,8e BINBYTES8,8f EMPTY_SET,90 ADDITEMS,91 FROZENSET,"
          + "92 NEWOBJ_EX,93 STACK_GLOBAL,94 MEMOIZE,95 FRAME,96 BYTEARRAY8,97 NEXT_BUFFER,"
          + "98 READONLY_BUFFER";

  private PickleOpcode() {}

  /// Returns whether the opcode is followed by a text and its length.
  static boolean isText(int opcode) {
    return opcode == BINUNICODE || opcode == SHORT_BINUNICODE || opcode == BINUNICODE8;
  }

  /// Returns the opcode's name, or its number where Python knows none.
  static String name(int opcode) {
    String number = "%02x".formatted(opcode);
    return Arrays.stream(NAMES.split(",", -1))
        .filter(entry -> entry.startsWith(number))
        .map(entry -> entry.substring(number.length() + 1))
        .findFirst()
        .orElse("0x" + number);
  }
}
