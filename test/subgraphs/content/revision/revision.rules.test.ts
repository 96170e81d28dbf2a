import { expect, it } from 'vitest';
import {
  canPublish,
  stageAfter,
  statusFor,
  type RevisionAction,
} from '../../../../subgraphs/content/revision/revision.rules.ts';

const stages = ['DRAFT', 'IN_REVIEW', 'APPROVED', 'PUBLISHED'] as const;
const now = new Date('2026-06-01T12:00:00Z');

it.each([
  ['submit', 'DRAFT', 'IN_REVIEW'],
  ['requestChanges', 'IN_REVIEW', 'DRAFT'],
  ['approve', 'IN_REVIEW', 'APPROVED'],
] as const)('%s follows %s alone', (action: RevisionAction, from, to) => {
  for (const stage of stages) expect(stageAfter(action, stage)).toBe(stage === from ? to : null);
});

it('publishes what is approved, and what is not public yet', () => {
  const later = new Date(now.getTime() + 1);
  expect(canPublish({ stage: 'APPROVED' }, now)).toBe(true);
  expect(canPublish({ stage: 'PUBLISHED', publishedFrom: later }, now)).toBe(true);
  expect(canPublish({ stage: 'PUBLISHED', publishedFrom: now }, now)).toBe(false);
  for (const stage of ['DRAFT', 'IN_REVIEW'] as const) expect(canPublish({ stage }, now)).toBe(false);
});

it('lets the newest revision tell the status of what was never published, and of nothing else', () => {
  expect(statusFor('DRAFT', 'IN_REVIEW')).toBe('IN_REVIEW');
  expect(statusFor('IN_REVIEW', 'APPROVED')).toBe('IN_REVIEW');
  expect(statusFor('IN_REVIEW', 'DRAFT')).toBe('DRAFT');
  for (const stage of stages) {
    expect(statusFor('PUBLISHED', stage)).toBe('PUBLISHED');
    expect(statusFor('ARCHIVED', stage)).toBe('ARCHIVED');
  }
});
