
/**
 * Shows a text with its formulas drawn and its programs coloured: `richText(text, place)` returns
 * nodes. `place` is what shall be marked, as { range, mark(nodes) }, or null. Every character of the
 * text is there, as text or as the label of the formula that stands for it.
 */
const richText = (() => {
  const FENCE = /```([A-Za-z+#0-9]*)[ \t]*\n([^]*?)(?:```|$)/g;
  // A dollar opens before ink and closes behind it, so that prices stay prices (as pandoc reads it).
  const FORMULA = /\$\$([^]+?)\$\$|\\\[([^]+?)\\\]|\\\(([^]+?)\\\)|(?<![\\$])\$(?![\s$])((?:[^$\\\n]|\\[^]|\n(?!\s*\n)){0,1500}?)(?<![\s\\])\$(?![\d$])|(\\boxed\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})/g;
  const KEYWORDS = new Set(`and as assert async await break case catch class const continue def default del do elif else enum
    except extends final finally float for from function global if implements import in int interface is
    lambda let long namespace new nonlocal not null or package pass private protected public raise record
    return self static string struct super switch template this throw throws True False None true false try
    typedef using var vector void while with yield auto bool char double unsigned include nullptr fn mut impl match`.split(/\s+/));
  const CODE = /(#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)|("""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(\b\d[\w.]*)|([A-Za-z_]\w*)/g;

  const code = (text, language) => {
    const nodes = [];
    let end = 0;
    for (const match of text.matchAll(CODE)) {
      const kind = match[1] ? 'comment' : match[2] ? 'string' : match[3] ? 'number' : KEYWORDS.has(match[4]) ? 'keyword' : '';
      // In C an include begins with #, in Python nothing else does.
      const plain = kind === '' || (match[0].startsWith('#') && /^(c|cpp|c\+\+|java|js|rust)$/i.test(language));
      if (plain) continue;
      nodes.push(...shown(text.slice(end, match.index)), element('span', `code-${kind}`, ...shown(match[0])));
      end = match.index + match[0].length;
    }
    nodes.push(...shown(text.slice(end)));
    return nodes;
  };

  /** Returns pieces { from, to, draw } of a text that are more than text, in order. */
  const pieces = (text) => {
    const found = [];
    for (const match of text.matchAll(FENCE)) {
      const head = match[0].indexOf('\n') + 1;
      const from = match.index + head;
      found.push({ from, to: from + match[2].length, draw: () => element('code', '', ...code(match[2], match[1])) });
    }
    const fences = [...found];
    for (const match of text.matchAll(FORMULA)) {
      const to = match.index + match[0].length;
      if (fences.some((fence) => match.index < fence.to && fence.from < to)) continue;
      const source = match.slice(1).find((each) => each !== undefined);
      const display = match[1] !== undefined || match[2] !== undefined;
      found.push({ from: match.index, to, draw: () => mathOf(source, display) });
    }
    return found.sort((a, b) => a.from - b.from);
  };

  const overlap = ({ from, to }, place) => place && place.range[0] < to && from < place.range[1];

  const shownWith = (text, from, to, place) => {
    if (!overlap({ from, to }, place)) return shown(text.slice(from, to));
    const [start, end] = [Math.max(from, place.range[0]), Math.min(to, place.range[1])];
    return [...shown(text.slice(from, start)), place.mark(shown(text.slice(start, end))), ...shown(text.slice(end, to))];
  };

  const rich = (text, place) => {
    const nodes = [];
    let end = 0;
    for (const piece of pieces(text)) {
      const inside = overlap(piece, place);
      const formula = !text.slice(piece.from, piece.to).includes('\n') || piece.to - piece.from < 4000;
      const drawn = formula ? piece.draw() : null;
      const whole = inside && place.range[0] <= piece.from && place.range[1] >= piece.to - 1;
      if (!drawn || (inside && !whole && drawn.tagName === 'CODE')) continue;
      nodes.push(...shownWith(text, end, piece.from, place), inside ? place.mark([drawn]) : drawn);
      end = piece.to;
    }
    nodes.push(...shownWith(text, end, text.length, place));
    return nodes;
  };
  /** Returns whether a text has anything to draw. */
  rich.wanted = (text) => text.length < 200000 && pieces(text).length > 0;
  return rich;
})();

/** Shows a short answer; one of a mathematical scorer as the formula that it is. */
const answerFormula = (text, scorer) => {
  const drawn = scorer.startsWith('math/') && /[\\^_]/.test(text)
    ? mathOf(text.replace(/^\$+|\$+$/g, ''), false) : null;
  return drawn ? [drawn] : shown(text);
};

