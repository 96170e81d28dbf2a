/** Any host that cannot exist: only there to find out whether an address that looks like a path of the site is one. */
const ANY_SITE = 'https://site.invalid';

/** Browsers drop some of these inside an address and read a backslash as a slash, so `/\evil.example` leaves the site. */
// oxlint-disable-next-line no-control-regex
const TREACHEROUS = /[\u0000-\u0020\u007f-\u00a0\u2028\u2029\ufeff\\]/;

const MAX_LENGTH = 2_000;

/**
 * The address a link in a text may lead to, tidied, or null when it may not.
 *
 * Allowed: http(s) without a user name in it, `mailto:` one address, `tel:` digits, a path of the site (`/therapists`), an
 * anchor of the page (`#section-what-helps`). Not allowed: every other scheme, `//host`, and paths relative to the page,
 * which an app without pages could not follow.
 */
export function linkTarget(raw: string): string | null {
  if (raw.length > MAX_LENGTH || TREACHEROUS.test(raw)) return null;
  if (raw.startsWith('#')) return /^#[A-Za-z0-9_-]+$/.test(raw) ? raw : null;
  const mail = /^mailto:([\w.+-]+@[a-z0-9.-]+)$/i.exec(raw);
  if (mail) return `mailto:${mail[1]}`;
  const phone = /^tel:(\+?[0-9][0-9-]{1,19})$/i.exec(raw);
  if (phone) return `tel:${phone[1]}`;
  return sitePath(raw) ?? webAddress(raw, /^https?:\/\//i);
}

/** The address an image may be loaded from: https, or a path of the site. Null when it may not. */
export function imageTarget(raw: string): string | null {
  if (raw.length > MAX_LENGTH || TREACHEROUS.test(raw)) return null;
  return sitePath(raw) ?? webAddress(raw, /^https:\/\//i);
}

/** Where a call to action may lead: a path of the site, or an https address. Null when it may not. */
export function actionTarget(raw: string): string | null {
  return imageTarget(raw);
}

/** Whether a checked address leaves the site. */
export function isExternal(target: string): boolean {
  return /^https?:/.test(target);
}

function sitePath(raw: string): string | null {
  if (!raw.startsWith('/')) return null;
  const url = URL.parse(raw, ANY_SITE);
  if (!url || url.origin !== ANY_SITE) return null;
  const path = url.pathname + url.search + url.hash;
  // Resolving dots can bring a double slash to the front: `/.//evil.example`.
  return path.startsWith('//') ? null : path;
}

function webAddress(raw: string, scheme: RegExp): string | null {
  if (!scheme.test(raw)) return null;
  const url = URL.parse(raw);
  // `https://your-bank.example@evil.example` shows one host and visits another.
  if (!url || url.username !== '' || url.password !== '') return null;
  return url.href;
}
