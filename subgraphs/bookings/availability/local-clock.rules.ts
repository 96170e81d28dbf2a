/** Minutes from midnight of a wall-clock time `HH:MM`; 1440 for `24:00`, the end of a day. Null for anything else. */
export function parseClock(text: string): number | null {
  const match = /^(\d\d):(\d\d)$/.exec(text);
  if (match === null) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2])];
  return minute < 60 && hour * 60 + minute <= 1440 ? hour * 60 + minute : null;
}

/** `540` is `09:00`, `1440` is `24:00`. */
export function formatClock(minute: number): string {
  const digits = (number: number) => String(number).padStart(2, '0');
  return `${digits(Math.floor(minute / 60))}:${digits(minute % 60)}`;
}
