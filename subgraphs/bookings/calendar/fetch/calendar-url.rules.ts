/** Longer than any calendar's secret address. */
export const mostUrlLength = 2000;

export type CalendarUrlFault = 'MALFORMED' | 'SCHEME' | 'CREDENTIALS';

/**
 * The address to fetch a calendar from, as a person pasted it. `webcal:` is how calendar programs write `https:`. An address
 * with a password in it is refused: it would be kept where an address is kept.
 */
export function readCalendarUrl(text: string): URL | CalendarUrlFault {
  const trimmed = text.trim().replace(/^webcals?:/i, 'https:');
  if (trimmed.length > mostUrlLength || !URL.canParse(trimmed)) return 'MALFORMED';
  const url = new URL(trimmed);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'SCHEME';
  if (url.username !== '' || url.password !== '') return 'CREDENTIALS';
  url.hash = '';
  return url;
}
