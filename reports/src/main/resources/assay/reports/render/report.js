
(() => {
  const PAGE = 50;
  const MOST_CHOICES = 200;
  const VERDICTS = ['correct', 'wrong', 'no-answer', 'not-measured'];
  const byId = (id) => document.getElementById(id);

  // ---- data ----

  const runs = [...document.querySelectorAll('script[id^="index-"]')].map((script, number) => {
    const index = JSON.parse(script.textContent);
    return { number, name: index.run, scorers: index.scorers, block: index.block, rows: index.rows };
  });
  const attempts = runs.flatMap((run) =>
    run.rows
      .map(([id, order, attempt, target, facets, scores, truncated, digest], position) => ({
        run, id, order, attempt, target, facets, scores, truncated, digest, position,
      }))
      .sort((a, b) => a.order - b.order || a.attempt - b.attempt));

  // The same attempt at the same sample in every run; other content under the same id is no peer.
  const peersByKey = new Map();
  const key = ({ id, digest, attempt }) => `${digest} ${attempt} ${id}`;
  if (runs.length > 1) {
    for (const attempt of attempts) {
      const peers = peersByKey.get(key(attempt));
      if (peers) peers.push(attempt);
      else peersByKey.set(key(attempt), [attempt]);
    }
  }
  const peersOf = (attempt) => peersByKey.get(key(attempt)) ?? [attempt];

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
  const scoreIndex = (attempt) =>
    Math.max(0, attempt.run.scorers.indexOf(scorerSelect?.value ?? ''));
  const score = (attempt) => attempt.scores[scoreIndex(attempt)];

  const runSelect = addSelect('Run', runs.map((run) => run.name), (attempt, value) => attempt.run.name === value);
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
    if (!attempts.some(exists)) return null;
    const box = element('input', '');
    box.type = 'checkbox';
    form.append(element('label', 'check', box, ' ' + name));
    selects.push({ select: box, matches: (attempt) => matches(attempt) });
    return box;
  };
  const disagree = ({ scores }) => scores.some(([verdict]) => verdict !== scores[0][0]);
  addCheck('scorers disagree', disagree, disagree);
  addCheck('truncated', ({ truncated }) => truncated, ({ truncated }) => truncated);

  const right = (attempt) => score(attempt)[0] === 'correct';
  const changed = (attempt) => {
    const peers = peersOf(attempt);
    return peers.some(right) && !peers.every(right);
  };
  // Each changed sample is listed once, unless a run is chosen: its row shows every run's verdict.
  const changedBox = addCheck('changed verdict', (attempt) => peersOf(attempt).length > 1,
    (attempt) => changed(attempt) && (runSelect?.value || peersOf(attempt)[0] === attempt));

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
  /** Returns the verdict, or every run's one after the other where changed verdicts are listed. */
  const verdicts = (attempt) => !changedBox?.checked ? [badge(score(attempt)[0])]
    : peersOf(attempt).flatMap((peer, i) => [i > 0 ? ' → ' : '', badge(score(peer)[0])]);

  const row = (attempt) => {
    const [, answer, rule, cause] = score(attempt);
    const open = element('button', 'open', ...shown(attempt.id),
      attempt.attempt > 0 ? ` #${attempt.attempt + 1}` : '');
    open.type = 'button';
    open.setAttribute('aria-expanded', 'false');
    const group = Object.values(attempt.facets).join(' · ');
    const run = runs.length > 1 && !changedBox?.checked ? `${attempt.run.name} · ` : '';
    const line = element('tr', 'sample',
      cell('sample', '', open),
      cell('group', 'quiet', ...shown(run + group)),
      cell('verdict', '', ...verdicts(attempt)),
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
      open.removeAttribute('aria-controls');
    } else {
      const holder = element('td', '', sampleDetail(attempt, peersOf(attempt), texts, scoreIndex));
      holder.colSpan = 6;
      const detail = element('tr', 'detail', holder);
      detail.id = `detail-${attempt.run.number}-${attempt.position}`;
      open.setAttribute('aria-controls', detail.id);
      line.after(detail);
    }
  };

  // ---- keys ----

  const openers = () => [...body.querySelectorAll('.sample .open')];

  /** Moves to the row above or below, turning the page at its end. */
  const move = (event, step) => {
    const from = event.target.closest('.sample, .detail');
    if (event.target.closest('pre') || (!from && event.target !== document.body)) return;
    const line = from?.classList.contains('detail') ? from.previousElementSibling : from;
    const all = openers();
    let to = line ? all.indexOf(line.querySelector('.open')) + step : 0;
    const button = byId(step > 0 ? 'next' : 'previous');
    if ((to < 0 || to >= all.length) && !button.disabled) {
      page += step;
      show();
      to = step > 0 ? 0 : openers().length - 1;
    }
    event.preventDefault();
    openers()[Math.min(Math.max(to, 0), openers().length - 1)]?.focus();
  };

  /** Closes the sample that has the focus, otherwise the one that stands last. */
  const close = (event) => {
    const within = event.target.closest('.sample, .detail');
    const line = within?.classList.contains('detail') ? within.previousElementSibling : within;
    const open = line?.querySelector('.open[aria-expanded="true"]')
      ?? [...body.querySelectorAll('.open[aria-expanded="true"]')].at(-1);
    if (open) {
      open.click();
      open.focus();
    }
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
    if (event.target.closest('input, select, textarea') || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '/') {
      event.preventDefault();
      query.focus();
    } else if (event.key === 'ArrowDown') {
      move(event, 1);
    } else if (event.key === 'ArrowUp') {
      move(event, -1);
    } else if (event.key === 'Escape') {
      close(event);
    }
  });
  for (const link of document.querySelectorAll('a.changed')) {
    link.addEventListener('click', () => {
      if (changedBox) changedBox.checked = true;
      filter();
    });
  }

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
