/** The three marks that a client gives after an appointment, each from 0 to 10. */
export interface Marks {
  /** Felt safe and understood. */
  safe: number;
  /** Agreed on what we work on. */
  goals: number;
  /** Agreed on how we work. */
  tasks: number;
}

export type Trend = 'FIRST' | 'STEADY' | 'RISING' | 'FALLING';

export interface Standing {
  trend: Trend;
  /** Whether the latest marks are low in themselves. */
  isLow: boolean;
  /** Whether to suggest doing something about it. */
  needsAttention: boolean;
}

/**
 * Of 30. The Session Rating Scale asks a therapist to talk about the alliance when the client's four marks come to less than
 * 36 of 40 (Duncan et al. 2003, The Session Rating Scale: preliminary psychometric properties of a "working" alliance
 * measure, Journal of Brief Therapy 3(1), 3–12), which is 27 of 30 here. Above it, no fall is taken for a worry.
 */
const concernBelow = 27;

/** Of 30: one mark each. The same scale takes the loss of a point for worth a word. */
const change = 3;

/**
 * Of 30. Lower than the scale's own cut-off, since it is not the therapist but the client whom we ask to act: on average the
 * marks are under 7.
 */
const lowBelow = 21;

/** A single mark below it says that one part of the alliance is missing, whatever the others. */
const lowMarkBelow = 5;

/** With how many appointments before it the latest is compared. */
const compared = 3;

/** How the alliance stands, by the marks of all appointments in the order of time; there must be at least one. Our marks are no validated instrument. */
export function standingOf(marks: readonly Marks[]): Standing {
  const latest = marks.at(-1)!;
  const total = totalOf(latest);
  const isLow = total < lowBelow || Object.values(pick(latest)).some((mark) => mark < lowMarkBelow);
  const trend = trendOf(total, marks.slice(-1 - compared, -1).map(totalOf));
  return { trend, isLow, needsAttention: isLow || trend === 'FALLING' };
}

function trendOf(total: number, before: readonly number[]): Trend {
  if (before.length === 0) return 'FIRST';
  const usual = before.reduce((sum, each) => sum + each, 0) / before.length;
  if (total <= usual - change && total < concernBelow) return 'FALLING';
  return total >= usual + change ? 'RISING' : 'STEADY';
}

function totalOf({ safe, goals, tasks }: Marks): number {
  return safe + goals + tasks;
}

function pick({ safe, goals, tasks }: Marks): Marks {
  return { safe, goals, tasks };
}
