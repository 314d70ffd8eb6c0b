
const badge = (verdict) => element('span', `verdict ${verdict}`, verdict.replace('-', ' '));

/** Builds what opens below a row: one attempt, or two runs' attempts side by side. */
const sampleDetail = (() => {
  const LONG_DETAIL = 120;

  const box = (...nodes) => {
    const made = element('pre', '', ...nodes);
    made.tabIndex = 0;
    made.dir = 'auto';
    return made;
  };
  const folded = (title, length, content, open) => {
    const fold = element('details', '', element('summary', '', title,
      element('span', 'quiet', ` ${count(length)} characters`)), content);
    fold.open = open;
    return fold;
  };

  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

  /** Returns [start, end] of where the answer most likely was read, or null. */
  const guessed = (text, answer) => {
    if (!answer) return null;
    const last = (pattern) => [...text.matchAll(pattern)].at(-1);
    const letter = /^[A-Z]$/.test(answer);
    const found = letter
      ? text.match(new RegExp(`answer is:? \\(?(?=${answer}\\b)`, 'i'))
        ?? last(new RegExp(`answer:\\s*\\(?(?=${answer}\\b)`, 'gi'))
        ?? last(new RegExp(`\\b(?=${answer}\\b)`, 'g'))
      : last(new RegExp(`\\\\boxed\\s*\\{\\s*(?=${escaped(answer)})`, 'g'))
        ?? { index: text.lastIndexOf(answer), 0: '' };
    if (!found || found.index < 0) return null;
    const start = found.index + found[0].length;
    return [start, start + answer.length];
  };

  /** Splits a completion at its thoughts: pieces of { text, start, thought }, none of them empty. */
  const pieces = ({ completion, thoughts = [] }) => {
    const made = [];
    let end = 0;
    const add = (from, to, thought) => {
      if (to > from) made.push({ text: completion.slice(from, to), start: from, thought });
    };
    for (const [from, to] of thoughts) {
      add(end, from, false);
      add(from, to, true);
      end = to;
    }
    add(end, completion.length, false);
    return made.length > 0 ? made : [{ text: '', start: 0, thought: false }];
  };

  /** Returns where the answer stands: { range, known }, or null; a guess looks at thoughts last. */
  const answerPlace = (parts, answer, recorded) => {
    if (recorded) return { range: recorded, known: true };
    for (const part of [...parts].reverse().sort((a, b) => a.thought - b.thought)) {
      const range = guessed(part.text, answer);
      if (range) return { range: range.map((each) => each + part.start), known: false };
    }
    return null;
  };

  const GUESS = 'A guess: the record does not say where the answer was read';

  /** Shows a piece, with the part of the answer's place that lies in it marked. */
  const marked = ({ text, start }, place) => {
    if (!place) return shown(text);
    const [from, to] = place.range.map((each) => Math.min(Math.max(each - start, 0), text.length));
    if (from === to) return shown(text);
    const mark = element('mark', place.known ? 'extracted' : 'extracted guess', ...shown(text.slice(from, to)));
    mark.title = place.known ? 'Where the rule read the answer' : GUESS;
    return [...shown(text.slice(0, from)), mark, ...shown(text.slice(to))];
  };

  const completion = (sample, index) => {
    const facts = [sample.stop === 'UNKNOWN' ? '' : sample.stop.toLowerCase().replace('_', ' '),
      sample.tokens === undefined ? '' : `${count(sample.tokens)} tokens`].filter(Boolean);
    const parts = pieces(sample);
    const answer = sample.answers[index] ?? '';
    const place = answerPlace(parts, answer, sample.places?.[index]);
    const answers = parts.some(({ text, thought }) => !thought && text.trim());
    const nodes = parts.map((part) => folded(
      part.thought ? 'Reasoning' : ['Completion', ...facts].join(' · '),
      part.text.length, box(...marked(part, place)), !part.thought || !answers));
    if (place && !place.known) nodes.push(element('p', 'note', `${GUESS}.`));
    if (answer && !place) {
      nodes.push(element('p', 'note', 'The extracted answer does not stand in the text word for word.'));
    }
    return nodes;
  };

  const grades = (attempt, sample) => {
    const rows = attempt.scores.map(([verdict, , rule, cause], i) => {
      const why = sample.details[i];
      const long = why.length > LONG_DETAIL || why.includes('\n');
      const told = element('td', 'quiet', ...shown([rule || cause, long ? '' : why].filter(Boolean).join(': ')));
      if (long) told.append(folded('Output', why.length, box(...shown(why)), false));
      return element('tr', '',
        element('th', '', ...shown(attempt.run.scorers[i])),
        element('td', '', badge(verdict)),
        element('td', 'answer', element('bdi', '', ...shown(sample.answers[i] || '–'))),
        told);
    });
    return element('div', 'scroll', element('table', '', element('tbody', '', ...rows)));
  };

  const prompts = (sample) => sample.prompt.map(([role, text]) =>
    folded(`Prompt · ${role}`, text.length, box(...shown(text)), false));

  const written = (sample, index) => sample.failure === undefined
    ? completion(sample, index)
    : [folded('No completion', sample.failure.length, box(...shown(sample.failure)), true)];

  const target = (sample) => !sample.target ? []
    : [element('p', '', element('span', 'quiet', 'Target '), element('bdi', 'answer', ...shown(sample.target)))];

  const single = (attempt, sample, index) => element('div', 'parts',
    grades(attempt, sample), ...target(sample), ...prompts(sample),
    ...written(sample, index));

  const differing = (pieces, className) => box(...pieces.flatMap(([text, changed]) =>
    changed ? [element(className === 'removed' ? 'del' : 'ins', '', ...shown(text))] : shown(text)));

  /** Shows two attempts beside each other; `read` gives an attempt's texts. */
  const sides = (pair, read, indexOf) => {
    const samples = pair.map(read);
    const same = JSON.stringify(samples[0].prompt) === JSON.stringify(samples[1].prompt);
    const texts = samples.map((sample) => sample.completion ?? sample.failure);
    const bodies = pair.map(() => element('div', 'written'));
    const columns = pair.map((attempt, i) => {
      const column = element('section', 'side', element('h3', '', ...shown(attempt.run.name)),
        grades(attempt, samples[i]), ...(same ? [] : prompts(samples[i])), bodies[i]);
      column.setAttribute('aria-label', attempt.run.name);
      return column;
    });
    const toggle = element('button', 'diff', 'Show differences');
    toggle.type = 'button';
    toggle.setAttribute('aria-pressed', 'false');
    const unit = element('span', 'quiet', '');
    const plain = () => bodies.forEach((body, i) =>
      body.replaceChildren(...written(samples[i], indexOf(pair[i]))));
    toggle.addEventListener('click', () => {
      const on = toggle.getAttribute('aria-pressed') !== 'true';
      toggle.setAttribute('aria-pressed', String(on));
      unit.textContent = '';
      if (!on) {
        plain();
        return;
      }
      const diff = textDiff(...texts);
      bodies[0].replaceChildren(differing(diff.left, 'removed'));
      bodies[1].replaceChildren(differing(diff.right, 'added'));
      unit.textContent = ` by ${diff.unit}`;
    });
    plain();
    return element('div', 'parts', ...target(samples[0]), ...(same ? prompts(samples[0]) : []),
      element('p', 'tools', toggle, unit), element('div', 'sides', ...columns));
  };

  /** Returns the detail of an attempt beside one of its peers, with a choice where there are several. */
  return (attempt, peers, read, indexOf) => {
    const others = peers.filter((peer) => peer !== attempt);
    if (others.length === 0) return single(attempt, read(attempt), indexOf(attempt));
    const holder = element('div', '');
    const showWith = (other) => holder.replaceChildren(
      sides(peers.filter((peer) => peer === attempt || peer === other), read, indexOf));
    showWith(others[0]);
    if (others.length === 1) return holder;
    const choice = element('select', '');
    others.forEach((other, i) => choice.append(new Option(other.run.name, String(i))));
    choice.addEventListener('change', () => showWith(others[Number(choice.value)]));
    return element('div', '', element('label', 'quiet', 'Beside ', choice), holder);
  };
})();
