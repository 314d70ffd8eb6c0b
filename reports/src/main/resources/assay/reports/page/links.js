
/** Returns a link that leads to an attempt; empty text where none can. */
const linkTo = (attempt) => {
  const link = element('a', 'link', 'Link to this sample');
  try {
    link.href = '#list?' + [['run', attempt.run.name], ['sample', attempt.id],
      ...(attempt.attempt > 0 ? [['attempt', attempt.attempt]] : [])]
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  } catch {
    // Half a surrogate pair in its id cannot stand in an address.
    return '';
  }
  return link;
};

/** Returns what the page's address asks for, by name; null where it asks for no samples. */
const wantedSamples = () =>
  (location.hash.startsWith('#list?') ? new URLSearchParams(location.hash.slice('#list?'.length)) : null);
