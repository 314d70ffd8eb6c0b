
/**
 * The attempts of all runs, in the order of the runs, and which of them belong together; rows may be
 * added while the page is open. `replaced` is told of an attempt that came again with other content.
 */
const sampleStore = (source, replaced) => {
  const runs = source.runs.map(({ name, scorers }, number) => ({ number, name, scorers }));
  const attempts = [];
  const fresh = [];
  const peersByKey = new Map();
  const key = ({ id, digest, attempt }) => `${digest} ${attempt} ${id}`;
  const runOrder = (a, b) => a.run.number - b.run.number || a.order - b.order || a.attempt - b.attempt;

  /** Adds a row, or takes it for the earlier one of the same attempt, which was repeated. */
  const admit = (made) => {
    fresh.push(made);
    // The same attempt at the same sample in every run; other content under the same id is no peer.
    const peers = peersByKey.get(key(made));
    const earlier = peers?.find((peer) => peer.run === made.run);
    if (earlier) {
      Object.assign(earlier, made, { row: undefined });
      replaced(earlier);
      return;
    }
    attempts.push(made);
    if (peers) peers.push(made);
    else if (runs.length > 1 || source.live) peersByKey.set(key(made), [made]);
  };

  return {
    runs,
    attempts,
    /** Returns the same attempt at the same sample in every run that has it. */
    peersOf: (attempt) => peersByKey.get(key(attempt)) ?? [attempt],
    /** Adds rows of a run, the first of which stands at a position. */
    add: (number, from, rows) => {
      rows.forEach(([id, order, attempt, target, facets, scores, truncated, digest, length], i) => admit({
        run: runs[number], id, order, attempt, target, facets, scores, truncated, digest, length, position: from + i,
      }));
    },
    /** Puts all in order, and returns what was added since the last call. */
    settle: () => {
      if (attempts.some((each, i) => i > 0 && runOrder(attempts[i - 1], each) > 0)) attempts.sort(runOrder);
      return fresh.splice(0);
    },
  };
};
