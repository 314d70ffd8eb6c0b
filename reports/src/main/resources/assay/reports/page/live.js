
/** Starts the page of a server: asks it again and again how far the runs are, and for what is new. */
(() => {
  const SOON = 1000;
  const LATER = 5000;
  const NAMES = { correct: 'correct', wrong: 'wrong', 'no-answer': 'no answer found', 'not-measured': 'not measured' };
  const byId = (id) => document.getElementById(id);
  // The cookie has the token now; without it in the address nobody reads it off a screen.
  history.replaceState(null, '', location.pathname + location.hash);
  themeButton();
  const source = servedSource();
  const samples = explorer(source);
  const had = source.runs.map(() => 0);
  let figures = 0;
  let generation = null;

  // ---- progress ----

  const fact = (name, value) => element('div', '', element('dt', '', name), element('dd', '', value));

  const bar = (verdicts) => {
    const made = element('div', 'bar');
    made.setAttribute('aria-hidden', 'true');
    const key = element('ul', 'key');
    for (const [verdict, name] of Object.entries(NAMES)) {
      const number = verdicts[verdict];
      if (number > 0) {
        const part = element('span', verdict);
        part.style.flexGrow = number;
        made.append(part);
      }
      key.append(element('li', '', element('span', `dot ${verdict}`), `${name} `, element('b', '', count(number))));
    }
    return [made, key];
  };

  const progress = (run, name) => {
    const made = element('progress', '');
    made.max = Math.max(run.planned, 1);
    made.value = run.done;
    made.setAttribute('aria-label', `Progress of ${name}`);
    return made;
  };

  const causes = (run) => {
    const some = Object.entries(run.causes);
    if (some.length === 0) return [];
    return [element('p', 'note', 'Not measured: ',
      ...some.flatMap(([cause, number], i) => [i > 0 ? ', ' : '', `${cause} `, element('b', '', count(number))]))];
  };

  /** Shows the newest records, each as a line; the table of samples has them all. */
  const last = (run) => {
    if (run.last.length === 0) return [];
    const rows = run.last.map(([id, , attempt, target, , scores]) => {
      const [verdict, answer, rule, cause] = scores[0];
      return element('tr', '',
        element('th', '', ...shown(id), attempt > 0 ? ` #${attempt + 1}` : ''),
        element('td', '', badge(verdict)),
        element('td', 'answer', element('bdi', '', ...shown(answer))),
        element('td', 'answer', element('bdi', '', ...shown(target))),
        element('td', 'quiet', ...shown(rule || cause)));
    });
    rows.forEach((row) => { row.firstElementChild.scope = 'row'; });
    const head = element('tr', '', ...['sample', 'verdict', 'answer', 'target', 'rule'].map((name) => {
      const cell = element('th', '', name);
      cell.scope = 'col';
      return cell;
    }));
    return [element('div', 'scroll', element('table', 'last', element('caption', '', 'Last samples'),
      element('thead', '', head), element('tbody', '', ...rows)))];
  };

  const card = (run, number) => {
    const { name } = source.runs[number];
    const state = element('span', `state ${run.state}`, run.says);
    const share = run.planned > 0 ? ` (${(100 * run.done / run.planned).toFixed(1)} %)` : '';
    const facts = element('dl', '',
      fact('done', `${count(run.done)} of ${count(run.planned)}${share}`),
      fact('accuracy so far, %', run.score),
      fact('95 % interval', run.interval));
    if (run.verdicts['not-measured'] > 0) facts.append(fact('bounds', run.bounds));
    if (run.rate) facts.append(fact('rate', run.rate), fact('remaining', run.remaining));
    if (run.truncated > 0) facts.append(fact('truncated', count(run.truncated)));
    const remark = run.remark ? [element('p', 'note', ...shown(run.remark))] : [];
    const made = element('article', 'live', element('h2', '', ...shown(name), ' ', state),
      ...remark, progress(run, name), facts, ...bar(run.verdicts), ...causes(run), ...last(run));
    made.setAttribute('aria-label', name);
    return made;
  };

  // ---- figures ----

  const place = (fold) => `${fold.closest('section')?.id} ${fold.querySelector('summary')?.textContent}`;

  /** Shows the newest figures; what a reader has unfolded stays so. */
  const showFigures = async (version) => {
    const reply = await fetch('/figures');
    if (!reply.ok) return;
    const holder = byId('figures');
    const open = new Set([...holder.querySelectorAll('details[open]')].map(place));
    const parsed = new DOMParser().parseFromString(await reply.text(), 'text/html');
    holder.replaceChildren(...parsed.body.childNodes);
    for (const fold of holder.querySelectorAll('details')) fold.open = open.has(place(fold));
    matrixBaseline(holder);
    figures = version;
  };

  const age = (state) => {
    const all = state.runs.reduce((sum, run) => sum + run.lines, 0);
    const missing = all - state.figuresOf;
    return state.figures === 0 ? 'The figures below are being made.'
      : missing === 0 ? ''
      : `The figures below are of the first ${count(state.figuresOf)} records; they are made again when enough has been added.`;
  };

  // ---- asking ----

  const addRows = async (state) => {
    let added = byId('explorer').hidden;
    for (let run = 0; run < state.runs.length; run++) {
      while (had[run] < state.runs[run].lines) {
        const rows = await source.rows(run, had[run]);
        if (rows.length === 0) break;
        samples.add(run, had[run], rows);
        had[run] += rows.length;
        added = true;
      }
    }
    if (added) await samples.refresh();
  };

  const ask = async () => {
    const state = await source.live();
    if (generation !== null && generation !== state.generation) {
      location.reload();
      return SOON;
    }
    generation = state.generation;
    byId('live').replaceChildren(...state.runs.map(card), element('p', 'note', age(state)));
    document.title = `${state.runs.map((run) => `${count(run.done)}/${count(run.planned)}`).join(', ')} · Assay report`;
    if (state.figures !== figures) await showFigures(state.figures);
    await addRows(state);
    return state.runs.every((run) => ['finished', 'stopped', 'damaged', 'deleted'].includes(run.state)) ? LATER : SOON;
  };

  const lost = (error) => {
    const made = element('p', 'warning', `The server does not answer (${error.message}); this page shows what it said last. Is assay view still running?`);
    made.setAttribute('role', 'alert');
    byId('live').querySelector('.warning')?.remove();
    byId('live').prepend(made);
    return LATER;
  };

  const again = async () => setTimeout(again, await ask().catch(lost));
  again();
})();
