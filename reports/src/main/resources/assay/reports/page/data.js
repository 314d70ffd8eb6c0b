
/**
 * Where the samples come from: `pageSource` reads them from this page, where they lie as blocks of
 * base64 of raw DEFLATE of JSON; `servedSource` asks the server that made the page. Each has `runs`
 * (name, scorers, rows in a block of texts), `rows(run, from)`, which returns some rows from a
 * position on, and `block(run, number)`, which returns the texts of a block.
 */
const pageSource = () => {
  const json = (id) => JSON.parse(document.getElementById(id).textContent);
  const inflated = (id) => {
    const packed = atob(document.getElementById(id).textContent);
    const bytes = new Uint8Array(packed.length);
    for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).json();
  };
  const runs = json('runs');
  return {
    runs,
    rows: (run, from) => inflated(`index-${run}-${Math.floor(from / runs[run].part)}`),
    block: (run, number) => inflated(`texts-${run}-${number}`),
  };
};

const servedSource = () => {
  const json = async (path) => {
    const reply = await fetch(path);
    if (!reply.ok) throw new Error(await reply.text());
    return reply.json();
  };
  return {
    runs: JSON.parse(document.getElementById('runs').textContent),
    rows: (run, from) => json(`/rows/${run}/${from}`),
    block: (run, number) => json(`/texts/${run}/${number}`),
    live: () => json('/live'),
  };
};

/** Reads the texts of samples by blocks and keeps the blocks that were used last. */
const textReader = (source) => {
  const MOST_BLOCKS = 400;
  const blocks = new Map();

  const load = async (run, number) => {
    const before = [];
    const block = await source.block(run, number);
    for (const sample of block) {
      sample.prompt = sample.prompt.map(([role, sharedLength, rest], i) => {
        before[i] = (before[i] ?? '').slice(0, sharedLength) + rest;
        return [role, before[i], sharedLength];
      });
    }
    return block;
  };

  const remembered = (id, loaded) => {
    blocks.delete(id);
    blocks.set(id, loaded);
    loaded.catch(() => blocks.delete(id));
    if (blocks.size > MOST_BLOCKS) blocks.delete(blocks.keys().next().value);
    return loaded;
  };

  const size = (run) => source.runs[run.number].block;
  const blockOf = ({ run, position }) => Math.floor(position / size(run));

  /** Returns a promise of the texts of attempts that share a block. */
  const block = async (attempts) => {
    const { run } = attempts[0];
    const number = blockOf(attempts[0]);
    const places = attempts.map(({ position }) => position % size(run));
    const id = `${run.number} ${number}`;
    const known = blocks.get(id);
    let samples = await remembered(id, known ?? load(run.number, number));
    // The last block of a run that goes on grows.
    if (known && samples.length <= Math.max(...places)) {
      samples = await remembered(id, load(run.number, number));
    }
    return places.map((place) => samples[place]);
  };

  // ---- search ----

  // Texts are kept in lower case to be looked through again, up to so many characters in all.
  const MOST_KEPT = 200e6;
  // How far the kept part of a prompt reaches into what it shares with the one before.
  const REACH = 64;
  const kept = new Map();
  let keptLength = 0;

  /**
   * Returns what has to be looked through of a block: for each sample its own texts, and of each
   * prompt [shared, from, part], the part from a position on that is not shared with the prompt
   * before. Prompts of a few-shot protocol differ only at their end. Null where letters are longer
   * in lower case, so that places differ.
   */
  const prepare = (samples, reach) => {
    let odd = false;
    const prepared = samples.map(({ prompt, completion, failure, answers }) => ({
      own: [completion ?? '', failure ?? '', ...answers].join('\n').toLowerCase(),
      parts: prompt.map(([, text, shared]) => {
        const from = Math.max(0, shared - reach);
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

  /** Keeps the texts of a block, and returns a promise of them. */
  const keep = (run, number, loading) => {
    const id = `${run} ${number}`;
    const keeping = loading.then((samples) => {
      const prepared = prepare(samples, REACH);
      if (prepared) keptLength += length(prepared);
      return prepared;
    });
    if (keptLength < MOST_KEPT) kept.set(id, keeping);
    keeping.catch(() => kept.delete(id));
    return keeping;
  };

  /** Returns a promise of which attempts of one block have some words in their texts. */
  const search = async (attempts, words) => {
    const { run } = attempts[0];
    const number = blockOf(attempts[0]);
    const places = attempts.map(({ position }) => position % size(run));
    const last = Math.max(...places);
    let prepared = await (kept.get(`${run.number} ${number}`) ?? keep(run.number, number, load(run.number, number)));
    // The last block of a run that goes on grows.
    if (prepared && prepared.length <= last) prepared = await keep(run.number, number, load(run.number, number));
    const usable = prepared && words.length <= REACH;
    const found = usable ? having(prepared, words) : plainly(await load(run.number, number), words);
    return places.map((place) => found[place]);
  };

  /** Unpacks all texts of a file ahead of a search, block by block, while nothing else is to be done. */
  const warm = async () => {
    for (let run = 0; run < source.runs.length; run++) {
      const { count: rows, block: rowsInBlock } = source.runs[run];
      for (let number = 0; number * rowsInBlock < rows && keptLength < MOST_KEPT; number++) {
        if (!kept.has(`${run} ${number}`)) await keep(run, number, load(run, number));
      }
    }
  };

  return { blockOf, search, warm, read: async (attempt) => (await block([attempt]))[0] };
};
