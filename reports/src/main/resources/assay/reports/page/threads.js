
/** What a thread does with the messages of the page; it knows nothing but its blocks. */
const serveBlocks = (blocks) => {
  self.onmessage = async ({ data: { call, id, words, last, text } }) => {
    const load = async () => {
      if (text === undefined) throw new Error('the block is not here');
      return blocks.whole(await blocks.unpacked(text));
    };
    try {
      const found = words === undefined ? await blocks.warm(id, load) : await blocks.search(id, words, last, load);
      self.postMessage({ call, found, full: blocks.full() });
    } catch (error) {
      self.postMessage({ call, missing: text === undefined, error: error.message });
    }
  };
};

/**
 * Threads beside the page that unpack and search blocks, each its own share of them. `packed(run,
 * number)` returns a block as it lies in the page: a thread gets it once, and again where it had no
 * room to keep it.
 */
const blockThreads = (packed, mostKept) => {
  const MOST_THREADS = 4;
  const size = Math.max(1, Math.min(MOST_THREADS, navigator.hardwareConcurrency));
  const code = `'use strict'; (${serveBlocks})((${textBlocks})(${mostKept / size}));`;
  const address = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  const waiting = new Map();
  const sent = new Set();
  let calls = 0;
  const threads = Array.from({ length: size }, () => {
    const thread = new Worker(address);
    thread.onmessage = ({ data }) => {
      waiting.get(data.call).resolve(data);
      waiting.delete(data.call);
    };
    thread.onerror = (event) => {
      waiting.forEach(({ reject }) => reject(new Error(event.message)));
      waiting.clear();
    };
    return thread;
  });

  const ask = (thread, message) => new Promise((resolve, reject) => {
    calls += 1;
    waiting.set(calls, { resolve, reject });
    thread.postMessage({ call: calls, ...message });
  });

  const reply = async (run, number, message) => {
    const id = `${run} ${number}`;
    const thread = threads[(run + number) % size];
    const text = sent.has(id) ? undefined : packed(run, number);
    sent.add(id);
    let answer = await ask(thread, { id, text, ...message });
    if (answer.missing) answer = await ask(thread, { id, text: packed(run, number), ...message });
    if (answer.error) throw new Error(answer.error);
    return answer;
  };

  return {
    size,
    search: async (run, number, words, last) => (await reply(run, number, { words, last })).found,
    /** Has a block unpacked ahead, and returns whether there is room for more. */
    warm: async (run, number) => !(await reply(run, number, {})).full,
  };
};
