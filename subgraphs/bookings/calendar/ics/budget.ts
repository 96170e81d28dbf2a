import { CalendarFault } from './components.ts';

/** Bounds the work that one feed can ask for: a line of text can name a million moments. */
export class Budget {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  /** @throws CalendarFault when more is asked for than there is. */
  spend(steps = 1): void {
    this.#left -= steps;
    if (this.#left < 0) throw new CalendarFault('TOO_LARGE', 'too many events or repetitions');
  }
}

/** What looking up an instant far from the window costs, in steps: a zone's clock in any of ten thousand years. */
export const farLookup = 1000;
