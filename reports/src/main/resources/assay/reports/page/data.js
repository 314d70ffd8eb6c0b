
/**
 * Where the samples come from: `pageSource` reads them from this page, where they lie as blocks of
 * base64 of raw DEFLATE of JSON; `servedSource` asks the server that made the page. Each has `runs`
 * (name, scorers, rows in a block of texts), `rows(run, from)`, which returns some rows from a
 * position on, and `block(run, number)`, which returns the texts of a block. The page has them too as
 * they lie there, `packed(run, number)`.
 */
const pageSource = () => {
  const text = (id) => document.getElementById(id).textContent;
  const { unpacked } = textBlocks(0);
  const runs = JSON.parse(text('runs'));
  const packed = (run, number) => text(`texts-${run}-${number}`);
  return {
    runs,
    rows: (run, from) => unpacked(text(`index-${run}-${Math.floor(from / runs[run].part)}`)),
    packed,
    block: (run, number) => unpacked(packed(run, number)),
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

/** Reads the texts of samples by blocks, keeps the blocks that were used last, and searches them. */
const textReader = (source) => {
  const MOST_BLOCKS = 400;
  const MOST_KEPT = 200e6;
  const here = textBlocks(MOST_KEPT);
  const blocks = new Map();
  // Made when they are needed: most readers never search.
  let threads = null;

  const load = async (run, number) => here.whole(await source.block(run, number));

  const remembered = (id, loaded) => {
    blocks.delete(id);
    blocks.set(id, loaded);
    loaded.catch(() => blocks.delete(id));
    if (blocks.size > MOST_BLOCKS) blocks.delete(blocks.keys().next().value);
    return loaded;
  };

  const size = (run) => source.runs[run.number].block;
  const blockOf = ({ run, position }) => Math.floor(position / size(run));

  /** Returns a promise of the texts of an attempt. */
  const read = async (attempt) => {
    const { run, position } = attempt;
    const number = blockOf(attempt);
    const place = position % size(run);
    const id = `${run.number} ${number}`;
    const known = blocks.get(id);
    let samples = await remembered(id, known ?? load(run.number, number));
    // The last block of a run that goes on grows.
    if (known && samples.length <= place) samples = await remembered(id, load(run.number, number));
    return samples[place];
  };

  /** Returns a promise of which attempts of one block have some words in their texts. */
  const search = async (attempts, words) => {
    const { run } = attempts[0];
    const number = blockOf(attempts[0]);
    const places = attempts.map(({ position }) => position % size(run));
    const last = Math.max(...places);
    if (source.packed) threads ??= blockThreads(source.packed, MOST_KEPT);
    const found = threads
      ? await threads.search(run.number, number, words, last)
      : await here.search(`${run.number} ${number}`, words, last, () => load(run.number, number));
    return places.map((place) => found[place]);
  };

  const allBlocks = function* () {
    for (const [run, { count: rows, block: rowsInBlock }] of source.runs.entries()) {
      for (let number = 0; number * rowsInBlock < rows; number++) yield [run, number];
    }
  };

  /** Unpacks all texts of a file ahead of a search, a few blocks at a time, so that a search comes soon. */
  const warm = async () => {
    threads ??= blockThreads(source.packed, MOST_KEPT);
    const left = allBlocks();
    const unpackSome = async () => {
      for (let next = left.next(); !next.done; next = left.next()) {
        if (!await threads.warm(...next.value)) return;
      }
    };
    await Promise.all(Array.from({ length: 2 * threads.size }, unpackSome));
  };

  return { blockOf, search, warm, read };
};
