
/** The search, the filters and the table of samples; rows may be added while the page is open. */
const explorer = (source) => {
  const TYPED_MILLIS = 200;
  const byId = (id) => document.getElementById(id);
  const query = byId('query');
  const texts = textReader(source);
  const search = sampleSearch(texts);
  const store = sampleStore(source, search.forget);
  const filters = sampleFilters(store);
  const table = sampleTable(store, filters, texts, linkTo);
  sampleKeys(table, query);

  /** Lists what search and filters leave, from the first page on unless the page is kept. */
  const filter = async ({ keepPage = false } = {}) => {
    if (!keepPage) table.rewind();
    try {
      await search.among(filters.passing(), query.value.trim().toLowerCase(), table.list);
    } catch (error) {
      table.say(`The texts cannot be read: ${error.message}`);
    }
  };

  /** Shows what the address asks for: samples by filters, or one of them, opened. */
  const follow = async () => {
    const wanted = wantedSamples();
    if (!wanted) return;
    const settings = wanted.has('sample') ? new Map() : wanted;
    filters.set(settings);
    query.value = settings.get('search') ?? '';
    await filter();
    byId('samples').scrollIntoView();
    if (wanted.has('sample') && !table.open((each) => each.id === wanted.get('sample')
      && each.run.name === wanted.get('run') && String(each.attempt) === (wanted.get('attempt') ?? '0'))) {
      table.say(`The sample ${wanted.get('sample')} of ${wanted.get('run')} is not in this report.`);
    }
  };

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
    waiting = setTimeout(filter, TYPED_MILLIS);
  });
  filters.onChange(() => filter());
  const turn = (pages) => () => {
    table.turn(pages);
    byId('found').scrollIntoView({ block: 'start' });
  };
  byId('previous').addEventListener('click', turn(-1));
  byId('next').addEventListener('click', turn(1));
  document.addEventListener('click', (event) => {
    if (event.target.closest('a.changed') && filters.listChanged()) filter();
  });
  addEventListener('hashchange', follow);
  let followed = false;

  return {
    add: store.add,
    /** Lists what was added, offering its values in the filters. */
    refresh: async () => {
      filters.offer(store.settle());
      await filter({ keepPage: true });
      byId('explorer').hidden = false;
      if (!followed && store.attempts.length > 0) {
        followed = true;
        await follow();
      }
    },
  };
};
