/** How often, in milliseconds, the parent is looked for. */
const everyMs = 1000;

/**
 * Stops when npm, which started us, is gone: killed without a word it cannot pass the signal on, and what is left running
 * would hold the port against the next start.
 */
export function stopWithParent(stop: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, everyMs);
  timer.unref();
}
