import { expect, it } from 'vitest';
import {
  reviewTransitionFor,
  type ReviewEventType,
} from '../../../../subgraphs/therapists/review/review-transitions.rules.ts';
import type { ReviewStatus } from '../../../../subgraphs/therapists/review/review.entity.ts';

const states: (ReviewStatus | null)[] = [null, 'PUBLISHED', 'WITHDRAWN', 'HIDDEN'];
const events: ReviewEventType[] = ['SUBMITTED', 'WITHDRAWN', 'HIDDEN', 'RESTORED'];

it('lets happen just what may', () => {
  const possible = states.flatMap((from) =>
    events.flatMap((event) => {
      const transition = reviewTransitionFor(from, event);
      return transition === null ? [] : [`${from} -${event}-> ${transition.to} by ${transition.by}`];
    }),
  );
  expect(possible).toEqual([
    'null -SUBMITTED-> PUBLISHED by AUTHOR',
    'PUBLISHED -WITHDRAWN-> WITHDRAWN by AUTHOR',
    'PUBLISHED -HIDDEN-> HIDDEN by ADMIN',
    'HIDDEN -WITHDRAWN-> WITHDRAWN by AUTHOR',
    'HIDDEN -RESTORED-> PUBLISHED by ADMIN',
  ]);
});
