/** What a request is for. */
export interface Target {
  /** As it came: not decoded, so that no two paths are taken for one. */
  path: string;
  search: URLSearchParams;
}

/** Reads a request's target, which may be anything that a client cares to send. */
export function readTarget(target: string | undefined): Target {
  const relative = (target ?? '/').replace(/^https?:\/\/[^/?]*/i, '');
  const question = relative.indexOf('?');
  if (question < 0) return { path: relative, search: new URLSearchParams() };
  return { path: relative.slice(0, question), search: new URLSearchParams(relative.slice(question + 1)) };
}
