
/**
 * What is done with a block of texts once it is here: unpacked, its prompts made whole, searched. It
 * stands in one function because the page's threads are made of its source; it knows nothing outside.
 */
const textBlocks = (mostKept) => {
  // How far the kept part of a prompt reaches into what it shares with the one before.
  const REACH = 64;
  // Texts are kept in lower case to be looked through again, up to so many characters in all.
  const kept = new Map();
  let keptLength = 0;

  const bytesOf = (packed) => {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(packed);
    const binary = atob(packed);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    return bytes;
  };

  /** Returns a promise of the JSON in base64 of raw DEFLATE. */
  const unpacked = (packed) =>
    new Response(new Blob([bytesOf(packed)]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).json();

  /** Makes the prompts of a block whole: each names how much it shares with the one before. */
  const whole = (block) => {
    const before = [];
    for (const sample of block) {
      sample.prompt = sample.prompt.map(([role, sharedLength, rest], i) => {
        before[i] = (before[i] ?? '').slice(0, sharedLength) + rest;
        return [role, before[i], sharedLength];
      });
    }
    return block;
  };

  /**
   * Returns what has to be looked through of a block: for each sample its own texts, and of each
   * prompt [shared, from, part], the part from a position on that is not shared with the prompt
   * before. Prompts of a few-shot protocol differ only at their end. Null where letters are longer
   * in lower case, so that places differ.
   */
  const prepare = (samples) => {
    let odd = false;
    const prepared = samples.map(({ prompt, completion, failure, answers }) => ({
      own: [completion ?? '', failure ?? '', ...answers].join('\n').toLowerCase(),
      parts: prompt.map(([, text, shared]) => {
        const from = Math.max(0, shared - REACH);
        const part = text.slice(from);
        const lower = part.toLowerCase();
        odd ||= lower.length !== part.length;
        return [shared, from, lower];
      }),
    }));
    return odd ? null : prepared;
  };

  /** Returns for each sample whether its texts have some words, in lower case. */
  const having = (prepared, words) => {
    // Where the first occurrence in the prompt before ends; within what is shared it is here too.
    const ends = [];
    return prepared.map(({ own, parts }) => {
      let found = own.includes(words);
      parts.forEach(([shared, from, part], i) => {
        const known = ends[i] ?? -1;
        if (known < 0 || known > shared) {
          const at = part.indexOf(words, Math.max(0, shared - words.length + 1 - from));
          ends[i] = at < 0 ? -1 : from + at + words.length;
        }
        found ||= ends[i] >= 0;
      });
      return found;
    });
  };

  const plainly = (samples, words) => samples.map(({ prompt, completion, failure, answers }) =>
    [completion ?? '', failure ?? '', ...answers, ...prompt.map(([, text]) => text)]
      .some((text) => text.toLowerCase().includes(words)));

  const length = (prepared) => prepared.reduce((sum, { own, parts }) =>
    sum + own.length + parts.reduce((all, [, , part]) => all + part.length, 0), 0);

  /** Keeps a block under its name while there is room, and returns a promise of what is searched of it. */
  const keep = (id, load) => {
    const keeping = load().then((samples) => {
      const prepared = prepare(samples);
      if (prepared) keptLength += length(prepared);
      return prepared;
    });
    if (keptLength < mostKept) kept.set(id, keeping);
    keeping.catch(() => kept.delete(id));
    return keeping;
  };

  return {
    unpacked,
    whole,
    /** Returns whether there is no more room. */
    full: () => keptLength >= mostKept,
    /** Unpacks a block ahead of a search. */
    warm: async (id, load) => {
      if (!kept.has(id)) await keep(id, load);
    },
    /**
     * Returns a promise of which samples of a block have some words. The last block of a run that
     * goes on grows: it is loaded anew where it has no sample at `last` yet.
     */
    search: async (id, words, last, load) => {
      let prepared = await (kept.get(id) ?? keep(id, load));
      if (prepared && prepared.length <= last) prepared = await keep(id, load);
      return prepared && words.length <= REACH ? having(prepared, words) : plainly(await load(), words);
    },
  };
};
