
/** A list of choices, which is hidden as long as there are fewer than two; empty stands for all. */
const filterSelect = (name, matches, { everything = 'all', order, into }) => {
  const MOST_CHOICES = 200;
  const select = element('select', '');
  const label = element('label', '', name + ' ', select);
  const values = new Set();
  label.hidden = true;
  into.append(label);
  const offer = (offered) => {
    const before = values.size;
    offered.forEach((value) => values.add(value));
    if (values.size === before || before > MOST_CHOICES) return;
    label.hidden = values.size < (everything ? 2 : 1) || values.size > MOST_CHOICES;
    if (label.hidden) return;
    const chosenNow = select.value;
    const sorted = [...values];
    if (order) sorted.sort(order);
    select.replaceChildren(
      ...(everything ? [new Option(everything, '')] : []),
      ...sorted.map((value) => new Option(value, value)));
    if (values.has(chosenNow)) select.value = chosenNow;
  };
  return { name, select, matches, offer };
};

/** A box, which is hidden until a row is there that it would leave. */
const filterCheck = (name, exists, matches, into) => {
  const box = element('input', '');
  box.type = 'checkbox';
  const label = element('label', 'check', box, ' ' + name);
  label.hidden = true;
  into.append(label);
  return {
    name,
    select: box,
    matches,
    offer: (some) => { if (label.hidden && some.some(exists)) label.hidden = false; },
  };
};

/** The filters above the table of samples, and with them which scorer's verdicts it shows. */
const sampleFilters = ({ runs, attempts, peersOf }) => {
  const VERDICTS = ['correct', 'wrong', 'no-answer', 'not-measured'];
  const BANDS = [['no completion', -1, 0], ['up to 200 characters', 0, 201], ['to 1,000', 201, 1001],
    ['to 5,000', 1001, 5001], ['to 20,000', 5001, 20001], ['longer', 20001, Infinity]];
  // What an address calls the filters.
  const NAMES = { run: 'Run', verdict: 'Verdict', cause: 'Cause', scorer: 'Scorer', length: 'Length',
    truncated: 'truncated', disagree: 'scorers disagree', changed: 'changed verdict' };
  const form = document.getElementById('filters');
  const scorerForm = document.getElementById('scorer-filters');
  const controls = [];
  const addSelect = (name, matches, options) => {
    const made = filterSelect(name, matches, { into: form, ...options });
    controls.push(made);
    return made;
  };
  const addCheck = (name, exists, matches) => {
    const made = filterCheck(name, exists, matches, form);
    controls.push(made);
    return made;
  };

  const scorerNames = [...new Set(runs.flatMap((run) => run.scorers))];
  let scorerSelect = null;
  /** Returns the place of the chosen scorer's score, of the first by default. */
  const scoreIndex = (attempt) => Math.max(0, attempt.run.scorers.indexOf(scorerSelect?.value ?? ''));
  /** Returns the chosen scorer's score: verdict, answer, rule, cause. */
  const score = (attempt) => attempt.scores[scoreIndex(attempt)];
  const byVerdict = (a, b) => VERDICTS.indexOf(a) - VERDICTS.indexOf(b);
  const natural = new Intl.Collator('en', { numeric: true }).compare;

  const run = addSelect('Run', (attempt, value) => attempt.run.name === value);
  run.offer(runs.map(({ name }) => name));
  if (scorerNames.length > 1) {
    const scorer = addSelect('Scorer',
      (attempt, value) => attempt.run.scorers.includes(value), { everything: 'each run\u2019s own' });
    scorer.offer(scorerNames);
    scorerSelect = scorer.select;
  }
  const verdict = addSelect('Verdict', (attempt, value) => score(attempt)[0] === value, { order: byVerdict });
  const cause = addSelect('Cause', (attempt, value) => score(attempt)[3] === value, { order: natural });
  // A scorer's verdict beside that of the chosen one, where several judged.
  const others = scorerNames.length > 1 ? scorerNames.map((name) => addSelect(name, (attempt, value) =>
    attempt.scores[attempt.run.scorers.indexOf(name)]?.[0] === value, { order: byVerdict, into: scorerForm })) : [];
  const bandOf = ({ length }) => BANDS.find(([, from, to]) => length >= from && length < to)[0];
  const bands = addSelect('Length', (attempt, value) => bandOf(attempt) === value,
    { order: (a, b) => BANDS.findIndex(([name]) => name === a) - BANDS.findIndex(([name]) => name === b) });
  const facets = new Map();
  const facet = (name) => {
    if (!facets.has(name)) {
      facets.set(name, addSelect(name.charAt(0).toUpperCase() + name.slice(1),
        (attempt, value) => attempt.facets[name] === value, { order: natural }));
    }
    return facets.get(name);
  };
  const disagree = ({ scores }) => scores.some(([each]) => each !== scores[0][0]);
  const right = (attempt) => score(attempt)[0] === 'correct';
  const changed = (attempt) => {
    const peers = peersOf(attempt);
    return peers.some(right) && !peers.every(right);
  };
  // Each changed sample is listed once, unless a run is chosen: its row shows every run's verdict.
  const checks = [
    addCheck('scorers disagree', disagree, disagree),
    addCheck('truncated', ({ truncated }) => truncated, ({ truncated }) => truncated),
    addCheck('changed verdict', (attempt) => peersOf(attempt).length > 1,
      (attempt) => changed(attempt) && (run.select.value || peersOf(attempt)[0] === attempt)),
  ];
  const changedBox = checks[2].select;
  const chosen = ({ select }) => (select.type === 'checkbox' ? select.checked : select.value !== '');

  return {
    scoreIndex,
    score,
    scorerOf: (attempt) => attempt.run.scorers[scoreIndex(attempt)] ?? '',
    /** Returns whether changed verdicts are listed, each sample in one row. */
    changedListed: () => changedBox.checked,
    /** Lists changed verdicts, and returns whether there are any to list. */
    listChanged: () => {
      if (changedBox.parentElement.hidden) return false;
      changedBox.checked = true;
      return true;
    },
    /** Returns the attempts that the filters leave. */
    passing: () => {
      const active = controls.filter(chosen);
      return attempts.filter((attempt) =>
        active.every(({ select, matches }) => matches(attempt, select.value)));
    },
    /** Offers in the filters what occurs in some rows. */
    offer: (some) => {
      const found = { verdicts: new Set(), causes: new Set(), bands: new Set(), facets: new Map() };
      for (const attempt of some) {
        const { scores, facets: values } = attempt;
        found.bands.add(bandOf(attempt));
        for (const [each, , , why] of scores) {
          found.verdicts.add(each);
          if (why) found.causes.add(why);
        }
        for (const name in values) {
          if (!found.facets.has(name)) found.facets.set(name, new Set());
          if (values[name]) found.facets.get(name).add(values[name]);
        }
      }
      verdict.offer(found.verdicts);
      others.forEach((each) => each.offer(found.verdicts));
      document.getElementById('scorer-fold').hidden = others.length === 0;
      bands.offer(found.bands);
      cause.offer(found.causes);
      found.facets.forEach((values, name) => facet(name).offer(values));
      checks.forEach((check) => check.offer(some));
    },
    /** Sets the filters as an address says; every other filter is taken away. */
    set: (wanted) => {
      for (const { name, select } of controls) {
        const key = Object.keys(NAMES).find((each) => NAMES[each] === name) ?? name.toLowerCase();
        const value = wanted.get(key) ?? '';
        if (select.type === 'checkbox') select.checked = value === 'yes';
        else if ([...select.options].some((option) => option.value === value)) select.value = value;
      }
    },
    onChange: (listener) => {
      form.addEventListener('change', listener);
      scorerForm.addEventListener('change', listener);
      form.addEventListener('submit', (event) => event.preventDefault());
    },
  };
};
