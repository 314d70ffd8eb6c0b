
/** The search for words in rows and texts; a later one ends those before. */
const sampleSearch = (texts) => {
  const SEARCHED_AT_ONCE = 8;
  const MOST_BLOCKS = 1e9;
  const SHOWN_EVERY = 200;
  let words = '';
  // Whether an attempt has the words that are looked for; what was read once is not read again.
  let decided = new Map();
  let asked = 0;

  const says = (attempt) => {
    attempt.row ??= [attempt.id, attempt.target, ...attempt.scores.flat()].join('\n').toLowerCase();
    return attempt.row.includes(words);
  };

  /** Returns the attempts whose texts have to be read, by the block in which these are. */
  const undecided = (candidates) => {
    const groups = new Map();
    for (const attempt of candidates) {
      if (decided.has(attempt)) continue;
      if (says(attempt)) {
        decided.set(attempt, true);
        continue;
      }
      const block = attempt.run.number * MOST_BLOCKS + texts.blockOf(attempt);
      const group = groups.get(block);
      if (group) group.push(attempt);
      else groups.set(block, [attempt]);
    }
    return [...groups.values()];
  };

  const decide = async (group, into) => {
    const has = await texts.search(group, words);
    group.forEach((attempt, i) => into.set(attempt, has[i]));
  };

  /** Looks through the texts of candidates block by block, and tells all that was found so far. */
  const look = async (candidates, mine, tell) => {
    const into = decided;
    const groups = undecided(candidates);
    let shownAt = performance.now();
    for (let i = 0; i < groups.length; i += SEARCHED_AT_ONCE) {
      await Promise.all(groups.slice(i, i + SEARCHED_AT_ONCE).map((group) => decide(group, into)));
      if (mine !== asked) return;
      if (performance.now() - shownAt > SHOWN_EVERY) {
        tell(candidates.filter((attempt) => into.get(attempt)), i / groups.length);
        shownAt = performance.now();
      }
    }
    tell(candidates.filter((attempt) => into.get(attempt)), 1);
  };

  return {
    /** Tells which candidates have some words, and which share of them was searched. */
    among: async (candidates, wanted, tell) => {
      const mine = ++asked;
      if (wanted !== words) {
        words = wanted;
        decided = new Map();
      }
      if (words) await look(candidates, mine, tell);
      else tell(candidates, 1);
    },
    /** Forgets what is known of an attempt, whose texts are others now. */
    forget: (attempt) => decided.delete(attempt),
  };
};
