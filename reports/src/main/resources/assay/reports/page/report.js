
/** The search, the filters and the table of samples; rows may be added while the page is open. */
const explorer = (source) => {
  const PAGE = 50;
  const MOST_CHOICES = 200;
  const SEARCHED_AT_ONCE = 8;
  const MOST_BLOCKS = 1e9;
  const SHOWN_EVERY = 200;
  const VERDICTS = ['correct', 'wrong', 'no-answer', 'not-measured'];
  const byId = (id) => document.getElementById(id);
  const texts = textReader(source);

  // ---- data ----

  const runs = source.runs.map(({ name, scorers }, number) => ({ number, name, scorers }));
  const attempts = [];
  const fresh = [];
  const peersByKey = new Map();
  const key = ({ id, digest, attempt }) => `${digest} ${attempt} ${id}`;
  const peersOf = (attempt) => peersByKey.get(key(attempt)) ?? [attempt];
  const runOrder = (a, b) => a.run.number - b.run.number || a.order - b.order || a.attempt - b.attempt;

  /** Adds a row, or takes it for the earlier one of the same attempt, which was repeated. */
  const admit = (made) => {
    fresh.push(made);
    // The same attempt at the same sample in every run; other content under the same id is no peer.
    const peers = peersByKey.get(key(made));
    const earlier = peers?.find((peer) => peer.run === made.run);
    if (earlier) {
      Object.assign(earlier, made, { row: undefined });
      decided.delete(earlier);
      return;
    }
    attempts.push(made);
    if (peers) peers.push(made);
    else if (runs.length > 1 || source.live) peersByKey.set(key(made), [made]);
  };

  /** Adds rows of a run, the first of which stands at a position. */
  const add = (number, from, rows) => {
    rows.forEach(([id, order, attempt, target, facets, scores, truncated, digest, length], i) => admit({
      run: runs[number], id, order, attempt, target, facets, scores, truncated, digest, length, position: from + i,
    }));
  };

  // ---- filters ----

  const form = byId('filters');
  const query = byId('query');
  const controls = [];

  /** Adds a list of choices, which is hidden as long as there are fewer than two. */
  const addSelect = (name, matches, { everything = 'all', order, into = form } = {}) => {
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
    controls.push({ name, select, matches });
    return { select, offer };
  };
  const addCheck = (name, exists, matches) => {
    const box = element('input', '');
    box.type = 'checkbox';
    const label = element('label', 'check', box, ' ' + name);
    label.hidden = true;
    form.append(label);
    controls.push({ name, select: box, matches: (attempt) => matches(attempt) });
    return { box, offer: (some) => { if (label.hidden && some.some(exists)) label.hidden = false; } };
  };

  const scorerNames = [...new Set(runs.flatMap((run) => run.scorers))];
  let scorerSelect = null;
  /** Returns the chosen scorer's score: verdict, answer, rule, cause; of the first by default. */
  const scoreIndex = (attempt) =>
    Math.max(0, attempt.run.scorers.indexOf(scorerSelect?.value ?? ''));
  const score = (attempt) => attempt.scores[scoreIndex(attempt)];
  const scorerOf = (attempt) => attempt.run.scorers[scoreIndex(attempt)] ?? '';
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
    attempt.scores[attempt.run.scorers.indexOf(name)]?.[0] === value, { order: byVerdict, into: byId('scorer-filters') })) : [];
  const BANDS = [['no completion', -1, 0], ['up to 200 characters', 0, 201], ['to 1,000', 201, 1001],
    ['to 5,000', 1001, 5001], ['to 20,000', 5001, 20001], ['longer', 20001, Infinity]];
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
  const checks = [
    addCheck('scorers disagree', disagree, disagree),
    addCheck('truncated', ({ truncated }) => truncated, ({ truncated }) => truncated),
  ];
  // Each changed sample is listed once, unless a run is chosen: its row shows every run's verdict.
  const changedCheck = addCheck('changed verdict', (attempt) => peersOf(attempt).length > 1,
    (attempt) => changed(attempt) && (run.select.value || peersOf(attempt)[0] === attempt));
  const changedBox = changedCheck.box;
  checks.push(changedCheck);

  /** Offers in the filters what occurs in some rows. */
  const offer = (some) => {
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
    byId('scorer-fold').hidden = others.length === 0;
    bands.offer(found.bands);
    cause.offer(found.causes);
    found.facets.forEach((values, name) => facet(name).offer(values));
    checks.forEach((check) => check.offer(some));
  };

  // ---- search ----

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
  const search = async (candidates, mine, tell) => {
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
  const chosen = ({ select }) => (select.type === 'checkbox' ? select.checked : select.value !== '');

  // ---- table ----

  const body = byId('rows').tBodies[0];
  let found = [];
  let page = 0;
  let searched = 1;

  /** Lists what the filters leave, from the first page on unless the page is kept. */
  const filter = async ({ keepPage = false } = {}) => {
    const mine = ++asked;
    const wanted = query.value.trim().toLowerCase();
    if (wanted !== words) {
      words = wanted;
      decided = new Map();
    }
    const active = controls.filter(chosen);
    const candidates = attempts.filter((attempt) =>
      active.every(({ select, matches }) => matches(attempt, select.value)));
    if (!keepPage) page = 0;
    const tell = (some, share) => {
      found = some;
      searched = share;
      show();
    };
    try {
      if (words) await search(candidates, mine, tell);
      else tell(candidates, 1);
    } catch (error) {
      byId('found').textContent = `The texts cannot be read: ${error.message}`;
    }
  };

  const rowsShown = new Map();
  const show = () => {
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    page = Math.min(page, pages - 1);
    byId('found').textContent = `${count(found.length)} of ${count(attempts.length)} attempts`
      + (searched < 1 ? `; ${Math.floor(100 * searched)} % searched` : '');
    byId('page').textContent = `${count(page + 1)} of ${count(pages)}`;
    byId('previous').disabled = page === 0;
    byId('next').disabled = page >= pages - 1;
    byId('rows').classList.toggle('flips', changedBox.checked);
    place(found.slice(page * PAGE, (page + 1) * PAGE));
  };

  /** Shows these attempts; rows that say the same as before stay as they are, opened ones open. */
  const place = (some) => {
    const lines = some.map((attempt) => {
      const says = JSON.stringify([verdictsOf(attempt), score(attempt), runNameOf(attempt)]);
      const known = rowsShown.get(attempt);
      return known?.says === says ? known : { attempt, says, line: row(attempt) };
    });
    rowsShown.clear();
    lines.forEach((each) => rowsShown.set(each.attempt, each));
    let at = body.firstElementChild;
    const focused = document.activeElement;
    for (const { line } of lines) {
      const detail = line.nextElementSibling?.classList.contains('detail') ? line.nextElementSibling : null;
      if (at === line) {
        at = (detail ?? line).nextElementSibling;
      } else {
        body.insertBefore(line, at);
        if (detail) body.insertBefore(detail, at);
      }
    }
    while (at) {
      const after = at.nextElementSibling;
      at.remove();
      at = after;
    }
    if (focused !== document.activeElement && focused?.isConnected) focused.focus();
  };

  const cell = (name, className, ...children) => {
    const made = element('td', className, ...children);
    made.dataset.name = name;
    return made;
  };
  /** Returns the verdict, or every run's one after the other where changed verdicts are listed. */
  const verdictsOf = (attempt) =>
    (changedBox.checked ? peersOf(attempt) : [attempt]).map((each) => score(each)[0]);
  const runNameOf = (attempt) => (runs.length > 1 && !changedBox.checked ? `${attempt.run.name} · ` : '');

  const row = (attempt) => {
    const [, answer, rule, cause] = score(attempt);
    const open = element('button', 'open', ...shown(attempt.id),
      attempt.attempt > 0 ? ` #${attempt.attempt + 1}` : '');
    open.type = 'button';
    open.setAttribute('aria-expanded', 'false');
    const group = Object.values(attempt.facets).join(' · ');
    const line = element('tr', 'sample',
      cell('sample', '', open),
      cell('group', 'quiet', ...shown(runNameOf(attempt) + group)),
      cell('verdict', '',
        ...verdictsOf(attempt).flatMap((each, i) => [i > 0 ? ' → ' : '', badge(each)])),
      cell('answer', 'answer', element('bdi', '', ...answerFormula(answer, scorerOf(attempt)))),
      cell('target', 'answer', element('bdi', '', ...answerFormula(attempt.target, scorerOf(attempt)))),
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
      const holder = element('td', '', 'Reading …');
      holder.colSpan = 6;
      const detail = element('tr', 'detail', holder);
      detail.id = `detail-${attempt.run.number}-${attempt.position}`;
      open.setAttribute('aria-controls', detail.id);
      line.after(detail);
      fill(holder, attempt);
    }
  };

  /** Shows an attempt beside those of the other runs, once their texts are read. */
  const fill = async (holder, attempt) => {
    const peers = peersOf(attempt);
    try {
      const samples = await Promise.all(peers.map(texts.read));
      holder.replaceChildren(
        sampleDetail(attempt, peers, (each) => samples[peers.indexOf(each)], scoreIndex, linkTo));
    } catch (error) {
      holder.replaceChildren(element('p', 'note', `This sample cannot be read: ${error.message}`));
    }
  };

  // ---- links ----

  /** Returns the fragment that leads to an attempt. */
  const fragment = (attempt) => '#list?' + [['run', attempt.run.name], ['sample', attempt.id],
    ...(attempt.attempt > 0 ? [['attempt', attempt.attempt]] : [])]
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');

  const linkTo = (attempt) => {
    const link = element('a', 'link', 'Link to this sample');
    try {
      link.href = fragment(attempt);
    } catch {
      // Half a surrogate pair in its id cannot stand in an address.
      return '';
    }
    return link;
  };

  const NAMES = { run: 'Run', verdict: 'Verdict', cause: 'Cause', scorer: 'Scorer', length: 'Length',
    truncated: 'truncated', disagree: 'scorers disagree', changed: 'changed verdict' };

  /** Sets the filters as an address says; every other filter is taken away. */
  const setFilters = (wanted) => {
    for (const { name, select } of controls) {
      const key = Object.keys(NAMES).find((each) => NAMES[each] === name) ?? name.toLowerCase();
      const value = wanted.get(key) ?? '';
      if (select.type === 'checkbox') select.checked = value === 'yes';
      else if ([...select.options].some((option) => option.value === value)) select.value = value;
    }
    query.value = wanted.get('search') ?? '';
  };

  /** Shows what the address asks for: samples by filters, or one of them, opened. */
  const follow = async () => {
    if (!location.hash.startsWith('#list?')) return;
    const wanted = new URLSearchParams(location.hash.slice('#list?'.length));
    setFilters(wanted.has('sample') ? new Map() : wanted);
    await filter();
    byId('samples').scrollIntoView();
    if (!wanted.has('sample')) return;
    const at = found.findIndex((each) => each.id === wanted.get('sample')
      && each.run.name === wanted.get('run') && String(each.attempt) === (wanted.get('attempt') ?? '0'));
    if (at < 0) {
      byId('found').textContent = `The sample ${wanted.get('sample')} of ${wanted.get('run')} is not in this report.`;
      return;
    }
    page = Math.floor(at / PAGE);
    show();
    const open = rowsShown.get(found[at]).line.querySelector('.open');
    if (open.getAttribute('aria-expanded') !== 'true') open.click();
    open.focus();
    open.scrollIntoView({ block: 'start' });
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

  // Whoever comes to the samples may search them: their texts are unpacked ahead.
  const warm = () => {
    if (!source.live) texts.warm().catch(() => {});
  };
  new IntersectionObserver((seen, self) => {
    if (seen.some(({ isIntersecting }) => isIntersecting)) {
      self.disconnect();
      warm();
    }
  }).observe(byId('samples'));

  let waiting = 0;
  query.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 200);
  });
  form.addEventListener('change', () => filter());
  byId('scorer-filters').addEventListener('change', () => filter());
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
    } else if (event.key === 'ArrowDown' || event.key === 'j') {
      move(event, 1);
    } else if (event.key === 'ArrowUp' || event.key === 'k') {
      move(event, -1);
    } else if (event.key === 'Escape') {
      close(event);
    }
  });
  document.addEventListener('click', (event) => {
    if (event.target.closest('a.changed') && !changedBox.parentElement.hidden) {
      changedBox.checked = true;
      filter();
    }
  });

  addEventListener('hashchange', follow);
  let followed = false;

  return {
    add,
    /** Lists what was added, offering its values in the filters. */
    refresh: async () => {
      offer(fresh.splice(0));
      if (attempts.some((each, i) => i > 0 && runOrder(attempts[i - 1], each) > 0)) attempts.sort(runOrder);
      await filter({ keepPage: true });
      byId('explorer').hidden = false;
      if (!followed && attempts.length > 0) {
        followed = true;
        await follow();
      }
    },
  };
};

const themeButton = () => {
  const theme = document.getElementById('theme');
  const themes = ['auto', 'light', 'dark'];
  theme.hidden = false;
  theme.addEventListener('click', () => {
    const root = document.documentElement;
    const next = themes[(themes.indexOf(root.dataset.theme ?? 'auto') + 1) % themes.length];
    root.dataset.theme = next;
    theme.textContent = 'Theme: ' + next;
  });
};
