package assay.engine.tokenizer;

import static assay.engine.tokenizer.UnicodeSets.DECIMAL;
import static assay.engine.tokenizer.UnicodeSets.LETTER;
import static assay.engine.tokenizer.UnicodeSets.MARK;
import static assay.engine.tokenizer.UnicodeSets.NEWLINE;
import static assay.engine.tokenizer.UnicodeSets.NUMBER;
import static assay.engine.tokenizer.UnicodeSets.PUNCTUATION;
import static assay.engine.tokenizer.UnicodeSets.SPACE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The table of pre-tokenizers.
///
/// Source: the split patterns in the `tokenizer.json` of the models that each entry names; their
/// names in GGUF files are those of llama.cpp.
final class PreTokenizers {
  private static final CodePointSet BLANK = CodePointSet.of(" ");
  private static final CodePointSet WORD = LETTER.or(NUMBER);
  private static final CodePointSet OTHER = WORD.or(SPACE).not();

  /// `[^\r\n\p{L}\p{N}]`: what a word may take along from before it.
  private static final CodePointSet BEFORE_WORD = WORD.or(NEWLINE).not();

  /// `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`, of GPT-2.
  private static final List<Rule> GPT2 =
      List.of(
          Rules.contraction(false),
          Rules.optionalThenRun(BLANK, LETTER),
          Rules.optionalThenRun(BLANK, NUMBER),
          Rules.optionalThenRun(BLANK, OTHER),
          Rules.spacesBeforeWord(),
          Rules.run(SPACE));

  /// `\p{N}`: each digit alone, as StarCoder has it before the split of GPT-2.
  private static final List<Rule> DIGITS = List.of(Rules.exactly(1, NUMBER));

  private static final String ENDINGS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";

  /// Words of K-EXAONE, which may hold single blanks.
  private static final String EXAONE_MOE =
      ENDINGS
          + "|[^\\r\\n\\p{L}\\p{N}]?(?:\\p{L}\\p{M}*(?: \\p{L}\\p{M}*)*)+|\\p{N}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]?|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+";

  /// Llama 3's, with runs of blanks by powers of two.
  private static final String JAIS_2 =
      ENDINGS
          + "|[^\\r"
          + "\\n"
          + "\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r"
          + "\\n"
          + "]*|\\s*[\\r"
          + "\\n"
          + "]+|\\s{512}(?!\\S)|\\s{256}(?!\\S)|\\s{128}(?!\\S)|\\s{64}(?!\\S)|\\s{32}(?!\\S)"
          + "|\\s{16}(?!\\S)|\\s{8}(?!\\S)|\\s{4}(?!\\S)|\\s{1,2}(?!\\S)|\\s{1}";

  /// Scripts of East Asia, each by itself.
  private static final String YOUTU_SCRIPTS = "[가-힣ㄱ-ㆎ]+|[！…“”‘’—：；，、-〿︰-﹏]+|[ㄅ-ㄯ]+|[一-龥぀-ゟ゠-ヿ]+";

  /// Of Arcee's Trinity: Chinese, kana, Thai, Lao, Khmer, Burmese and Korean.
  private static final String ASIAN_SCRIPTS =
      "[一-鿿㐀-䶿豈-﫿\\u3040-ゟ゠-ヿ･-ﾟ⼀-\\u2FDF\\u0E00-\\u0E7F\\u0E80-\\u0EFF"
          + "\\u1780-\\u17FF\\u1000-\\u109F\\uAA60-\\uAA7F\\uA9E0-\\uA9FF"
          + "\\uAC00-\\uD7AF\\u1100-\\u11FF]+";

  /// DeepSeek V3's words, behind which line breaks stand alone.
  private static final String SPARK =
      "[!-\\/:-@\\[-`\\{-~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+"
          + "|[\\r\\n]|\\s+(?!\\S)|\\s+";

  private static final Map<String, PreTokenizer> TABLE = table();

  private PreTokenizers() {}

  static Optional<PreTokenizer> find(String name) {
    return Optional.ofNullable(TABLE.get(name));
  }

  static List<String> names() {
    return new ArrayList<>(TABLE.keySet());
  }

  private static Map<String, PreTokenizer> table() {
    Map<String, PreTokenizer> table = new TreeMap<>();
    // GPT-2 and those who kept its split: MPT, OLMo, Jais, Phi-2 and others.
    for (String name :
        List.of(
            "gpt-2",
            "phi-2",
            "mpt",
            "olmo",
            "jais",
            "jina-es",
            "jina-de",
            "jina-v2-es",
            "jina-v2-de",
            "gigachat",
            "mellum",
            "modern-bert",
            "jina-v1-en",
            "jina-v2-code",
            "roberta-bpe",
            "a.x-4.0",
            "exaone4",
            "trillion",
            "granite-docling")) {
      add(table, name, List.of(GPT2));
    }
    for (String name :
        List.of(
            "starcoder",
            "refact",
            "command-r",
            "smollm",
            "codeshell",
            "exaone",
            "minerva-7b",
            "mellum2")) {
      add(table, name, List.of(DIGITS, GPT2));
    }
    // Qwen 1.5 to 3, StableLM 2, and models with the tokenizer of Qwen; the possessive and single
    // quantifiers in the pattern of Ling change no match.
    for (String name :
        List.of(
            "qwen2",
            "deepseek-r1-qwen",
            "stablelm2",
            "megrez",
            "kormo",
            "f2llmv2",
            "solar-open",
            "grok-2",
            "hunyuan",
            "bailingmoe",
            "bailingmoe2",
            "llada-moe")) {
      add(table, name, List.of(modern(Rules.exactly(1, NUMBER), NEWLINE)));
    }
    add(table, "qwen35", List.of(modern(LETTER.or(MARK), Rules.exactly(1, NUMBER), NEWLINE)));
    // Qwen's without the endings of English, which leaves Turkish ones at their words.
    List<Rule> turkish = modern(Rules.exactly(1, NUMBER), NEWLINE);
    add(table, "ufakzeka", List.of(turkish.subList(1, turkish.size())));
    add(
        table,
        "laguna",
        List.of(
            List.of(Rules.run(CodePointSet.of("\n").not()), Rules.run(CodePointSet.of("\n"))),
            modern(Rules.exactly(1, NUMBER), NEWLINE)));
    table.put(
        "minicpm5",
        new PreTokenizer(
            "minicpm5",
            List.of(List.of(Rules.runOfAtMost(3, NUMBER)), modern(Rules.run(NUMBER), NEWLINE)),
            true,
            false));
    add(table, "seed-coder", List.of(modern(Rules.exactly(1, NUMBER), codePoint -> false)));
    List<List<Rule>> llama3 = List.of(modern(Rules.runOfAtMost(3, NUMBER), NEWLINE));
    for (String name :
        List.of(
            "llama3",
            "llama-v3",
            "llama-bpe",
            "falcon3",
            "falcon-h1",
            "pixtral",
            "midm-2.0",
            "lfm2",
            "jina-v5-nano")) {
      table.put(name, new PreTokenizer(name, llama3, true, true));
    }
    for (String name : List.of("dbrx", "smaug-bpe", "chatglm-bpe")) {
      add(table, name, llama3);
    }
    for (String name : List.of("glm4", "glm5")) {
      table.put(name, new PreTokenizer(name, llama3, true, false));
    }
    add(table, "deepseek-llm", DeepSeekSplits.llm());
    add(table, "deepseek-coder", DeepSeekSplits.coder());
    for (String name : List.of("deepseek-v3", "hunyuan-dense", "hy_v4", "joyai-llm")) {
      add(table, name, DeepSeekSplits.v3());
    }
    add(table, "falcon", falcon());
    for (String name : List.of("bloom", "poro-chat", "gpt3-finnish")) {
      add(table, name, List.of(bloom()));
    }
    add(table, "viking", List.of(bloom(), DIGITS));
    List<Rule> gpt4o = CaseSplits.gpt4o(true, Rules.runOfAtMost(3, NUMBER));
    for (String name : List.of("gpt-4o", "llama4", "minimax-m2", "kanana2", "talkie")) {
      add(table, name, List.of(gpt4o));
    }
    table.put(
        "granite-embed-multi-97m",
        new PreTokenizer("granite-embed-multi-97m", List.of(gpt4o), true, false));
    add(table, "cl100k", List.of(cl100k()));
    addOthers(table, gpt4o);
    table.put(
        "tekken",
        new PreTokenizer(
            "tekken", List.of(CaseSplits.gpt4o(false, Rules.exactly(1, NUMBER))), true, true));
    table.put("youtu", new PreTokenizer("youtu", youtu(), true, false));
    add(table, "exaone-moe", List.of(List.of(new PatternRule(EXAONE_MOE))));
    add(table, "jais-2", List.of(List.of(new PatternRule(JAIS_2))));
    return table;
  }

  /// Those that count digits from the right, know scripts, or cut what stands for pictures.
  private static void addOthers(Map<String, PreTokenizer> table, List<Rule> gpt4o) {
    List<Rule> numbers = List.of(Rules.run(NUMBER));
    List<Rule> threes = List.of(Rules.beforeThrees(NUMBER));
    add(table, "superbpe", List.of(numbers, List.of(Rules.beforeThrees(DECIMAL))));
    add(
        table,
        "afmoe",
        List.of(
            numbers,
            threes,
            List.of(new PatternRule(ASIAN_SCRIPTS)),
            DeepSeekSplits.v3().getLast()));
    for (String name : List.of("tiny_aya", "cohere2moe")) {
      Rule grouped = Rules.inPiecesThatEndWith(DECIMAL, Rules.beforeThrees(DECIMAL));
      add(table, name, List.of(List.of(Rules.digitsAtWordEnd(DECIMAL)), List.of(grouped), gpt4o));
    }
    add(
        table,
        "spark2_5",
        List.of(
            List.of(Rules.runOfAtMost(3, NUMBER)),
            DeepSeekSplits.v3().get(1),
            List.of(new PatternRule(SPARK)),
            DIGITS));
    add(table, "kimi-k2", List.of(CaseSplits.kimi()));
    table.put(
        "chameleon",
        new PreTokenizer(
            "chameleon",
            List.of(
                List.of(new PatternRule("<sentinel:[0-9]+>")),
                List.of(new PatternRule("IMGIMG[A-I]{1,4}Z")),
                List.of(new PatternRule("[\\t\\n]|    |  ")),
                DIGITS,
                List.of(Rules.exactly(1, UnicodeSets.ASCII_OR_PUNCTUATION)),
                GPT2),
            false,
            true));
  }

  private static void add(Map<String, PreTokenizer> table, String name, List<List<Rule>> splits) {
    table.put(name, new PreTokenizer(name, splits, false, false));
  }

  /// `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|NUMBER|
  /// ?[^\s\p{L}\p{N}]+BEHIND*|\s*[\r\n]+|\s+(?!\S)|\s+`.
  private static List<Rule> modern(Rule number, CodePointSet behind) {
    return modern(LETTER, number, behind);
  }

  /// As above, with other letters, which do not count as others either.
  private static List<Rule> modern(CodePointSet letters, Rule number, CodePointSet behind) {
    return List.of(
        Rules.contraction(true),
        Rules.optionalThenRun(BEFORE_WORD, letters),
        number,
        Rules.followedBy(Rules.optionalThenRun(BLANK, letters.or(NUMBER).or(SPACE).not()), behind),
        Rules.spacesWithLineBreak(),
        Rules.spacesBeforeWord(),
        Rules.run(SPACE));
  }

  /// Of GPT-4: Llama 3's, with the white space at the end in one piece. No name of llama.cpp's.
  private static List<Rule> cl100k() {
    List<Rule> rules = new ArrayList<>(modern(Rules.runOfAtMost(3, NUMBER), NEWLINE));
    rules.add(4, Rules.spacesAtEnd());
    return rules;
  }

  private static List<List<Rule>> youtu() {
    return List.of(
        List.of(new PatternRule(YOUTU_SCRIPTS)), CaseSplits.gpt4o(true, Rules.exactly(1, NUMBER)));
  }

  /// Runs of punctuation, then the split of GPT-2, then digits by three.
  private static List<List<Rule>> falcon() {
    return List.of(
        List.of(Rules.run(PUNCTUATION.or(CodePointSet.of("$+<=>^~|`")))),
        GPT2,
        List.of(Rules.exactly(3, CodePointSet.ranges('0', '9'))));
  }

  /// ` ?[^(\s|.,!?…。，、।۔،)]+`.
  private static List<Rule> bloom() {
    return List.of(Rules.optionalThenRun(BLANK, SPACE.or(CodePointSet.of("(|.,!?…。，、।۔،)")).not()));
  }
}
