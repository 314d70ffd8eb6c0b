
/** The table of samples, page by page, each row of which opens to the whole sample. */
const sampleTable = ({ runs, attempts, peersOf }, filters, texts, linkTo) => {
  const PAGE = 50;
  const byId = (id) => document.getElementById(id);
  const body = byId('rows').tBodies[0];
  const rowsShown = new Map();
  let found = [];
  let page = 0;
  let searched = 1;

  const cell = (name, className, ...children) => {
    const made = element('td', className, ...children);
    made.dataset.name = name;
    return made;
  };
  /** Returns the verdict, or every run's one after the other where changed verdicts are listed. */
  const verdictsOf = (attempt) =>
    (filters.changedListed() ? peersOf(attempt) : [attempt]).map((each) => filters.score(each)[0]);
  const runNameOf = (attempt) => (runs.length > 1 && !filters.changedListed() ? `${attempt.run.name} · ` : '');

  const row = (attempt) => {
    const [, answer, rule, cause] = filters.score(attempt);
    const open = element('button', 'open', ...shown(attempt.id),
      attempt.attempt > 0 ? ` #${attempt.attempt + 1}` : '');
    open.type = 'button';
    open.setAttribute('aria-expanded', 'false');
    const group = Object.values(attempt.facets).join(' · ');
    const formula = (text) => element('bdi', '', ...answerFormula(text, filters.scorerOf(attempt)));
    const line = element('tr', 'sample',
      cell('sample', '', open),
      cell('group', 'quiet', ...shown(runNameOf(attempt) + group)),
      cell('verdict', '',
        ...verdictsOf(attempt).flatMap((each, i) => [i > 0 ? ' → ' : '', badge(each)])),
      cell('answer', 'answer', formula(answer)),
      cell('target', 'answer', formula(attempt.target)),
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
        sampleDetail(attempt, peers, (each) => samples[peers.indexOf(each)], filters.scoreIndex, linkTo));
    } catch (error) {
      holder.replaceChildren(element('p', 'note', `This sample cannot be read: ${error.message}`));
    }
  };

  /** Shows these attempts; rows that say the same as before stay as they are, opened ones open. */
  const place = (some) => {
    const lines = some.map((attempt) => {
      const says = JSON.stringify([verdictsOf(attempt), filters.score(attempt), runNameOf(attempt)]);
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

  const show = () => {
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    page = Math.min(page, pages - 1);
    byId('found').textContent = `${count(found.length)} of ${count(attempts.length)} attempts`
      + (searched < 1 ? `; ${Math.floor(100 * searched)} % searched` : '');
    byId('page').textContent = `${count(page + 1)} of ${count(pages)}`;
    byId('previous').disabled = page === 0;
    byId('next').disabled = page >= pages - 1;
    byId('rows').classList.toggle('flips', filters.changedListed());
    place(found.slice(page * PAGE, (page + 1) * PAGE));
  };

  return {
    body,
    /** Lists attempts, of which a share was searched so far. */
    list: (some, share) => {
      found = some;
      searched = share;
      show();
    },
    /** Says something in place of how many were found. */
    say: (text) => { byId('found').textContent = text; },
    /** Begins at the first page with what is listed next. */
    rewind: () => { page = 0; },
    turn: (pages) => {
      page += pages;
      show();
    },
    /** Opens the first listed attempt that a condition holds for, and returns whether there is one. */
    open: (condition) => {
      const at = found.findIndex(condition);
      if (at < 0) return false;
      page = Math.floor(at / PAGE);
      show();
      const open = rowsShown.get(found[at]).line.querySelector('.open');
      if (open.getAttribute('aria-expanded') !== 'true') open.click();
      open.focus();
      open.scrollIntoView({ block: 'start' });
      return true;
    },
  };
};
