'use strict';
(() => {
  const PAGE = 50;
  const MOST_CHOICES = 200;
  const VERDICTS = ['correct', 'wrong', 'no-answer', 'not-measured'];
  // Controls, direction marks and half surrogate pairs, but not line feed, tab and the joiners.
  const HIDDEN = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

  const byId = (id) => document.getElementById(id);
  const element = (tag, className, ...children) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };

  /** Returns nodes that show the text as it is, with hidden characters as labels. */
  const shown = (text) => {
    const nodes = [];
    let end = 0;
    for (const match of text.matchAll(HIDDEN)) {
      nodes.push(text.slice(end, match.index));
      const code = match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
      nodes.push(element('span', 'hidden-character', 'U+' + code));
      end = match.index + match[0].length;
    }
    nodes.push(text.slice(end));
    return nodes;
  };

  // ---- data ----

  const runs = [...document.querySelectorAll('script[id^="index-"]')].map((script, number) => {
    const index = JSON.parse(script.textContent);
    return { number, name: index.run, scorers: index.scorers, block: index.block, rows: index.rows };
  });
  const attempts = runs.flatMap((run) =>
    run.rows
      .map(([id, order, attempt, target, facets, scores, truncated], position) => ({
        run, id, order, attempt, target, facets, scores, truncated, position,
      }))
      .sort((a, b) => a.order - b.order || a.attempt - b.attempt));

  const blocks = new Map();
  /** Returns the texts of an attempt; its block is parsed at the first call. */
  const texts = ({ run, position }) => {
    const id = `texts-${run.number}-${Math.floor(position / run.block)}`;
    if (!blocks.has(id)) {
      const before = [];
      const block = JSON.parse(byId(id).textContent);
      for (const sample of block) {
        sample.prompt = sample.prompt.map(([role, sharedLength, rest], i) => {
          before[i] = (before[i] ?? '').slice(0, sharedLength) + rest;
          return [role, before[i]];
        });
      }
      blocks.set(id, block);
    }
    return blocks.get(id)[position % run.block];
  };

  // ---- filters ----

  const form = byId('filters');
  const query = byId('query');
  const selects = [];

  const addSelect = (name, values, matches, everything = 'all') => {
    if (values.length < 2 && everything) return null;
    const select = element('select', '');
    if (everything) select.append(new Option(everything, ''));
    values.forEach((value) => select.append(new Option(value, value)));
    form.append(element('label', '', name + ' ', select));
    selects.push({ select, matches });
    return select;
  };
  const distinct = (values) => [...new Set(values)];
  const scorerNames = distinct(runs.flatMap((run) => run.scorers));
  let scorerSelect = null;
  /** Returns the chosen scorer's score: verdict, answer, rule, cause; of the first by default. */
  const score = (attempt) =>
    attempt.scores[Math.max(0, attempt.run.scorers.indexOf(scorerSelect?.value))];

  addSelect('Run', runs.map((run) => run.name), (attempt, value) => attempt.run.name === value);
  if (scorerNames.length > 1) {
    scorerSelect = addSelect('Scorer', scorerNames,
      (attempt, value) => attempt.run.scorers.includes(value), null);
  }
  const present = new Set(attempts.flatMap((attempt) => attempt.scores.map(([verdict]) => verdict)));
  addSelect('Verdict', VERDICTS.filter((verdict) => present.has(verdict)),
    (attempt, value) => score(attempt)[0] === value);
  addSelect('Cause',
    distinct(attempts.flatMap((a) => a.scores.map((each) => each[3]))).filter(Boolean).sort(),
    (attempt, value) => score(attempt)[3] === value);
  for (const facet of distinct(attempts.flatMap((attempt) => Object.keys(attempt.facets)))) {
    const values = distinct(attempts.map((attempt) => attempt.facets[facet] ?? '')).filter(Boolean);
    if (values.length <= MOST_CHOICES) {
      values.sort(new Intl.Collator('en', { numeric: true }).compare);
      addSelect(facet[0].toUpperCase() + facet.slice(1), values,
        (attempt, value) => attempt.facets[facet] === value);
    }
  }
  const addCheck = (name, exists, matches) => {
    if (!attempts.some(exists)) return;
    const box = element('input', '');
    box.type = 'checkbox';
    form.append(element('label', 'check', box, ' ' + name));
    selects.push({ select: box, matches: (attempt) => matches(attempt) });
  };
  const disagree = ({ scores }) => scores.some(([verdict]) => verdict !== scores[0][0]);
  addCheck('scorers disagree', disagree, disagree);
  addCheck('truncated', ({ truncated }) => truncated, ({ truncated }) => truncated);

  const contains = (attempt, words) => {
    if (!words) return true;
    const short = [attempt.id, attempt.target, ...attempt.scores.flat()].join('\n').toLowerCase();
    if (short.includes(words)) return true;
    const { prompt, completion, failure, answers } = texts(attempt);
    return [completion ?? '', failure ?? '', ...answers, ...prompt.map(([, text]) => text)]
      .some((text) => text.toLowerCase().includes(words));
  };
  const chosen = ({ select }) => (select.type === 'checkbox' ? select.checked : select.value !== '');

  // ---- table ----

  const body = byId('rows').tBodies[0];
  let found = [];
  let page = 0;
  const count = (number) => number.toLocaleString('en');

  const filter = () => {
    const words = query.value.trim().toLowerCase();
    const active = selects.filter(chosen);
    found = attempts.filter((attempt) =>
      active.every(({ select, matches }) => matches(attempt, select.value))
      && contains(attempt, words));
    page = 0;
    show();
  };

  const show = () => {
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    byId('found').textContent = `${count(found.length)} of ${count(attempts.length)} attempts`;
    byId('page').textContent = `${count(page + 1)} of ${count(pages)}`;
    byId('previous').disabled = page === 0;
    byId('next').disabled = page >= pages - 1;
    body.replaceChildren(...found.slice(page * PAGE, (page + 1) * PAGE).map(row));
  };

  const cell = (name, className, ...children) => {
    const made = element('td', className, ...children);
    made.dataset.name = name;
    return made;
  };
  const badge = (verdict) => element('span', `verdict ${verdict}`, verdict.replace('-', ' '));

  const row = (attempt) => {
    const [verdict, answer, rule, cause] = score(attempt);
    const open = element('button', 'open', ...shown(attempt.id),
      attempt.attempt > 0 ? ` #${attempt.attempt + 1}` : '');
    open.type = 'button';
    open.setAttribute('aria-expanded', 'false');
    const group = Object.values(attempt.facets).join(' · ');
    const line = element('tr', 'sample',
      cell('sample', '', open),
      cell('group', 'quiet', ...shown(runs.length > 1 ? `${attempt.run.name} · ${group}` : group)),
      cell('verdict', '', badge(verdict)),
      cell('answer', 'answer', element('bdi', '', ...shown(answer))),
      cell('target', 'answer', element('bdi', '', ...shown(attempt.target))),
      cell('rule', 'quiet', ...shown(rule || cause)));
    line.addEventListener('click', (event) => {
      if (event.target.closest('button') || !getSelection().toString()) toggle(line, open, attempt);
    });
    return line;
  };

  const toggle = (line, open, attempt) => {
    const expanded = open.getAttribute('aria-expanded') === 'true';
    open.setAttribute('aria-expanded', String(!expanded));
    if (expanded) {
      line.nextElementSibling.remove();
    } else {
      const holder = element('td', '', detail(attempt));
      holder.colSpan = 6;
      line.after(element('tr', 'detail', holder));
    }
  };

  const textBox = (text) => {
    const box = element('pre', '', ...shown(text));
    box.tabIndex = 0;
    box.dir = 'auto';
    return box;
  };
  const folded = (title, text, open) => {
    const fold = element('details', '', element('summary', '', title,
      element('span', 'quiet', ` ${count(text.length)} characters`)), textBox(text));
    fold.open = open;
    return fold;
  };

  const detail = (attempt) => {
    const sample = texts(attempt);
    const parts = element('div', 'parts');
    const verdicts = element('table', '', element('tbody', '',
      ...attempt.scores.map(([verdict, , rule, cause], i) => element('tr', '',
        element('th', '', ...shown(attempt.run.scorers[i])),
        element('td', '', badge(verdict)),
        element('td', 'answer', element('bdi', '', ...shown(sample.answers[i] || '–'))),
        element('td', 'quiet', ...shown([rule || cause, sample.details[i]].filter(Boolean).join(': ')))))));
    parts.append(element('div', 'scroll', verdicts));
    if (sample.target) {
      parts.append(element('p', '', element('span', 'quiet', 'Target '),
        element('bdi', 'answer', ...shown(sample.target))));
    }
    sample.prompt.forEach(([role, text]) => parts.append(folded(`Prompt · ${role}`, text, false)));
    if (sample.failure === undefined) {
      const facts = [sample.stop === 'UNKNOWN' ? '' : sample.stop.toLowerCase().replace('_', ' '),
        sample.tokens === undefined ? '' : `${count(sample.tokens)} tokens`].filter(Boolean);
      parts.append(folded(['Completion', ...facts].join(' · '), sample.completion, true));
    } else {
      parts.append(folded('No completion', sample.failure, true));
    }
    return parts;
  };

  // ---- wiring ----

  let waiting = 0;
  query.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 200);
  });
  form.addEventListener('change', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  const turn = (pages) => () => {
    page += pages;
    show();
    byId('found').scrollIntoView({ block: 'start' });
  };
  byId('previous').addEventListener('click', turn(-1));
  byId('next').addEventListener('click', turn(1));
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !event.target.closest('input, select, textarea')) {
      event.preventDefault();
      query.focus();
    }
  });

  const theme = byId('theme');
  const themes = ['auto', 'light', 'dark'];
  theme.hidden = false;
  theme.addEventListener('click', () => {
    const root = document.documentElement;
    const next = themes[(themes.indexOf(root.dataset.theme ?? 'auto') + 1) % themes.length];
    root.dataset.theme = next;
    theme.textContent = 'Theme: ' + next;
  });

  byId('explorer').hidden = false;
  filter();
})();
