
/**
 * Compares two texts and returns {left, right, unit}: for each side pieces [text, changed].
 *
 * Words are compared where there are few of them, lines otherwise. The search for the shortest
 * script gives up at a bounded number of changes; what lies between the common ends is then marked
 * as a whole, so that no pair of texts takes long.
 *
 * Source: E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1 (1986).
 */
const textDiff = (() => {
  const MOST_WORDS = 8000;
  const MOST_CHANGES = 2500;

  const words = (text) => text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];
  const lines = (text) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

  /** Returns the kept pairs [i, j] of the shortest script, or null beyond the bound. */
  const kept = (a, b) => {
    const most = Math.min(a.length + b.length, MOST_CHANGES);
    const reach = new Int32Array(2 * most + 3);
    const trace = [];
    for (let d = 0; d <= most; d++) {
      trace.push(reach.slice(most - d, most + d + 3));
      for (let k = -d; k <= d; k += 2) {
        const at = k + most + 1;
        let x = k === -d || (k !== d && reach[at - 1] < reach[at + 1])
          ? reach[at + 1] : reach[at - 1] + 1;
        while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
        reach[at] = x;
        if (x >= a.length && x - k >= b.length) return walkBack(a, b, trace);
      }
    }
    return null;
  };

  const walkBack = (a, b, trace) => {
    const pairs = [];
    let x = a.length;
    let y = b.length;
    for (let d = trace.length - 1; d >= 0; d--) {
      // The copy of step d begins at diagonal -d - 1.
      const reach = (diagonal) => trace[d][diagonal + d + 1];
      const k = x - y;
      const down = k === -d || (k !== d && reach(k - 1) < reach(k + 1));
      const before = down ? k + 1 : k - 1;
      const startX = d === 0 ? 0 : reach(before);
      const startY = d === 0 ? 0 : startX - before;
      while (x > startX && y > startY && (d === 0 || x > (down ? startX : startX + 1))) {
        pairs.push([--x, --y]);
      }
      x = startX;
      y = startY;
    }
    return pairs.reverse();
  };

  const pieces = (tokens, same) => {
    const made = [];
    tokens.forEach((token, i) => {
      const changed = !same.has(i);
      const last = made.at(-1);
      if (last && last[1] === changed) last[0].push(token);
      else made.push([[token], changed]);
    });
    return made.map(([texts, changed]) => [texts.join(''), changed]);
  };

  return (left, right) => {
    let a = words(left);
    let b = words(right);
    let unit = 'words';
    if (a.length + b.length > MOST_WORDS) {
      a = lines(left);
      b = lines(right);
      unit = 'lines';
    }
    let start = 0;
    while (start < a.length && start < b.length && a[start] === b[start]) start++;
    let end = 0;
    while (end < a.length - start && end < b.length - start
      && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
    const middle =
      kept(a.slice(start, a.length - end), b.slice(start, b.length - end));
    const sameA = new Set();
    const sameB = new Set();
    const keep = (i, j) => {
      sameA.add(i);
      sameB.add(j);
    };
    for (let i = 0; i < start; i++) keep(i, i);
    for (let i = 1; i <= end; i++) keep(a.length - i, b.length - i);
    (middle ?? []).forEach(([i, j]) => keep(i + start, j + start));
    return {
      left: pieces(a, sameA), right: pieces(b, sameB),
      unit: middle ? unit : unit + '; too much differs to align the middle',
    };
  };
})();
