
const badge = (verdict) => element('span', `verdict ${verdict}`, verdict.replace('-', ' '));

/** Builds what opens below a row: one attempt, or those of two to four runs side by side. */
const sampleDetail = (() => {
  const LONG_DETAIL = 120;
  const MOST_SIDES = 4;
  // Whether formulas are drawn and programs coloured; a reader's choice holds for what opens next.
  let drawing = true;

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

  /** Shows a text, with formulas and programs where the reader wants them. */
  const written = (text) => (drawing && richText.wanted(text) ? richText(text, null) : shown(text));

  /** Shows a piece, with the part of the answer's place that lies in it marked. */
  const marked = ({ text, start }, place) => {
    if (!place) return written(text);
    const [from, to] = place.range.map((each) => Math.min(Math.max(each - start, 0), text.length));
    if (from === to) return written(text);
    const mark = (nodes) => {
      const made = element('mark', place.known ? 'extracted' : 'extracted guess', ...nodes);
      made.title = place.known ? 'Where the rule read the answer' : GUESS;
      return made;
    };
    if (drawing && richText.wanted(text)) return richText(text, { range: [from, to], mark });
    return [...shown(text.slice(0, from)), mark(shown(text.slice(from, to))), ...shown(text.slice(to))];
  };

  const formula = (text, scorer) => (drawing ? answerFormula(text, scorer) : shown(text));

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
        element('td', 'answer', element('bdi', '', ...formula(sample.answers[i] || '–', attempt.run.scorers[i]))),
        told);
    });
    return element('div', 'scroll', element('table', '', element('tbody', '', ...rows)));
  };

  const prompts = (sample) => sample.prompt.map(([role, text]) =>
    folded(`Prompt · ${role}`, text.length, box(...written(text)), false));

  const outcome = (sample, index) => sample.failure === undefined
    ? completion(sample, index)
    : [folded('No completion', sample.failure.length, box(...shown(sample.failure)), true)];

  const target = (sample, scorer) => !sample.target ? []
    : [element('p', '', element('span', 'quiet', 'Target '), element('bdi', 'answer', ...formula(sample.target, scorer)))];

  /** Returns whether there is anything in some samples that could be drawn. */
  const drawable = (samples) => samples.some(({ prompt, completion }) =>
    richText.wanted(completion ?? '') || prompt.some(([, text]) => richText.wanted(text)));

  /** Returns a button that switches between drawn formulas and the text as it is. */
  const drawingButton = (samples, again) => {
    if (!drawable(samples)) return [];
    const made = element('button', 'drawing', 'Formulas and code');
    made.type = 'button';
    made.setAttribute('aria-pressed', String(drawing));
    made.addEventListener('click', () => {
      drawing = !drawing;
      made.setAttribute('aria-pressed', String(drawing));
      again();
    });
    return [made];
  };

  const single = (attempt, sample, index, link) => {
    const holder = element('div', '');
    const again = () => holder.replaceChildren(grades(attempt, sample), ...target(sample, attempt.run.scorers[0]),
      ...prompts(sample), ...outcome(sample, index));
    again();
    return element('div', 'parts', element('p', 'tools', ...drawingButton([sample], again), link), holder);
  };

  const differing = (pieces, tag) => box(...pieces.flatMap(([text, changed]) =>
    changed ? [element(tag, '', ...shown(text))] : shown(text)));

  /**
   * Shows how each text differs from the first: of two, what is only in the first stands there; of
   * more, the first stands as it is.
   */
  const differences = (texts, bodies) => {
    const units = new Set();
    texts.slice(1).forEach((text, i) => {
      const diff = textDiff(texts[0], text);
      units.add(diff.unit);
      if (i === 0 && texts.length === 2) bodies[0].replaceChildren(differing(diff.left, 'del'));
      bodies[i + 1].replaceChildren(differing(diff.right, 'ins'));
    });
    if (texts.length > 2) bodies[0].replaceChildren(box(...shown(texts[0])));
    return ` by ${[...units].join(', ')}${texts.length > 2 ? ', from the first' : ''}`;
  };

  /** Shows attempts beside each other; `read` gives an attempt's texts. */
  const sides = (group, read, indexOf, link) => {
    const samples = group.map(read);
    const same = samples.every(({ prompt }) => JSON.stringify(prompt) === JSON.stringify(samples[0].prompt));
    const texts = samples.map((sample) => sample.completion ?? sample.failure);
    const shared = element('div', '');
    const heads = group.map(() => element('div', ''));
    const bodies = group.map(() => element('div', 'written'));
    const columns = group.map((attempt, i) => {
      const column = element('section', 'side', element('h3', '', ...shown(attempt.run.name)), heads[i], bodies[i]);
      column.setAttribute('aria-label', attempt.run.name);
      return column;
    });
    const toggle = element('button', 'diff', 'Show differences');
    toggle.type = 'button';
    const unit = element('span', 'quiet', '');
    const plain = () => {
      shared.replaceChildren(...target(samples[0], group[0].run.scorers[0]), ...(same ? prompts(samples[0]) : []));
      group.forEach((attempt, i) => {
        heads[i].replaceChildren(grades(attempt, samples[i]), ...(same ? [] : prompts(samples[i])));
        bodies[i].replaceChildren(...outcome(samples[i], indexOf(attempt)));
      });
      unit.textContent = '';
      toggle.setAttribute('aria-pressed', 'false');
    };
    toggle.addEventListener('click', () => {
      if (toggle.getAttribute('aria-pressed') === 'true') {
        plain();
        return;
      }
      unit.textContent = differences(texts, bodies);
      toggle.setAttribute('aria-pressed', 'true');
    });
    plain();
    const grid = element('div', 'sides', ...columns);
    grid.dataset.columns = columns.length;
    return element('div', 'parts', element('p', 'tools', toggle, unit, ...drawingButton(samples, plain), link), shared, grid);
  };

  /** Lets a reader choose which of many runs stand side by side, up to four with the first. */
  const chooser = (attempt, others, chosen, changed) => {
    const boxes = others.map((other) => {
      const made = element('input', '');
      made.type = 'checkbox';
      made.checked = chosen.has(other);
      made.addEventListener('change', () => {
        if (made.checked) chosen.add(other);
        else chosen.delete(other);
        update();
        changed();
      });
      return made;
    });
    const update = () => boxes.forEach((made) => {
      made.disabled = !made.checked && chosen.size >= MOST_SIDES - 1;
    });
    update();
    return element('fieldset', 'beside', element('legend', 'quiet', `Beside ${attempt.run.name}`),
      ...others.map((other, i) => element('label', '', boxes[i], ' ', ...shown(other.run.name))));
  };

  /** Returns the detail of an attempt beside its peers, with a choice where there are several. */
  return (attempt, peers, read, indexOf, linkTo) => {
    const others = peers.filter((peer) => peer !== attempt);
    if (others.length === 0) return single(attempt, read(attempt), indexOf(attempt), linkTo(attempt));
    const chosen = new Set([others[0]]);
    const holder = element('div', '');
    const showChosen = () => {
      const group = peers.filter((peer) => peer === attempt || chosen.has(peer));
      holder.replaceChildren(group.length > 1
        ? sides(group, read, indexOf, linkTo(attempt))
        : single(attempt, read(attempt), indexOf(attempt), linkTo(attempt)));
    };
    showChosen();
    return others.length === 1 ? holder
      : element('div', '', chooser(attempt, others, chosen, showChosen), holder);
  };
})();
