
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

  /**
   * Returns for each sample of a block whether its texts have some words, in lower case. What a
   * prompt shares with the one before is not looked through again: prompts of a few-shot protocol
   * differ only at their end.
   */
  const having = (samples, words) => {
    const ends = [];
    const says = (text) => text.toLowerCase().includes(words);
    return samples.map(({ prompt, completion, failure, answers }) => {
      let found = says(completion ?? '') || says(failure ?? '') || answers.some(says);
      prompt.forEach(([, text, shared], i) => {
        const known = ends[i] ?? -1;
        ends[i] = known >= 0 && known <= shared ? known : endOf(text, words, known < 0 ? shared : 0);
        found ||= ends[i] >= 0;
      });
      return found;
    });
  };

  /** Returns where the first occurrence that reaches beyond a position ends, or -1. */
  const endOf = (text, words, beyond) => {
    const from = Math.max(0, beyond - words.length + 1);
    const part = text.slice(from);
    const lower = part.toLowerCase();
    // A few letters are longer in lower case, so that places in the two differ.
    if (lower.length !== part.length) return text.toLowerCase().includes(words) ? text.length : -1;
    const at = lower.indexOf(words);
    return at < 0 ? -1 : from + at + words.length;
  };

  /** Returns a promise of which attempts of one block have some words in their texts. */
  const search = async (attempts, words) => {
    const { run } = attempts[0];
    const last = attempts.reduce((a, b) => (a.position > b.position ? a : b));
    await block([last]);
    const found = having(await blocks.get(`${run.number} ${blockOf(last)}`), words);
    return attempts.map(({ position }) => found[position % size(run)]);
  };

  return { blockOf, search, read: async (attempt) => (await block([attempt]))[0] };
};
