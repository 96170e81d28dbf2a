import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reviewComments } from '../../../../deploy/demo/review-comments.ts';
import { screenComment } from '../../../../subgraphs/therapists/review/screening.rules.ts';
import { ClinicalAspect } from '../../../../subgraphs/therapists/review/screening.vocabulary.ts';
import { acceptable, alsoRefused, disguised, refused } from './screening.corpus.ts';

describe('lets pass', () => {
  it.each(acceptable)('%s', (comment) => {
    expect(screenComment(comment)).toEqual([]);
  });

  it('every comment of the demonstration', () => {
    expect(reviewComments.flatMap(screenComment)).toEqual([]);
  });
});

describe('refuses', () => {
  it.each(refused)('%s (%s)', (comment, aspect) => {
    expect(screenComment(comment).map((finding) => finding.aspect)).toContain(aspect);
  });

  it.each(alsoRefused)('%s', (comment) => {
    expect(screenComment(comment)).not.toEqual([]);
  });

  it.each(disguised)('in disguise: %s', (comment) => {
    expect(screenComment(comment)).not.toEqual([]);
  });
});

it('names each phrase as the author wrote it, with its reason, in the order of the comment', () => {
  expect(screenComment('Kind. The C.B.T. worked: my ANXIÉTY is gone, I am happier')).toEqual([
    {
      aspect: ClinicalAspect.DIAGNOSIS_OR_TREATMENT,
      phrase: 'C.B.T',
      reason: 'It describes a diagnosis or a treatment.',
    },
    {
      aspect: ClinicalAspect.SYMPTOM,
      phrase: 'ANXIÉTY',
      reason: 'It names a condition, a symptom or the reason for seeking help.',
    },
    {
      aspect: ClinicalAspect.OUTCOME,
      phrase: 'happier',
      reason: "It tells what became of somebody's health or life.",
    },
  ]);
});

it('says so when it cannot read the letters', () => {
  expect(screenComment('Sehr gut. Очень хорошо, спасибо')).toEqual([
    expect.objectContaining({ aspect: ClinicalAspect.UNREADABLE, phrase: 'Очень' }),
    expect.objectContaining({ aspect: ClinicalAspect.UNREADABLE, phrase: 'хорошо' }),
    expect.objectContaining({ aspect: ClinicalAspect.UNREADABLE, phrase: 'спасибо' }),
  ]);
  expect(screenComment('老师很好').map(({ aspect }) => aspect)).toEqual([ClinicalAspect.UNREADABLE]);
});

const words = fc.constantFrom(...new Set(acceptable.flatMap((comment) => comment.split(/\s+/))));

it('finds a claim wherever it stands and however it is spelt', () => {
  const claim = fc.constantFrom('cured', 'depression', 'anxiety', 'healed', 'diagnosed');
  const spelling = fc.constantFrom<(word: string) => string>(
    (word) => word.toUpperCase(),
    (word) => [...word].join(' '),
    (word) => [...word].join('.'),
    (word) => word.replaceAll('e', 'é'),
    (word) => word.replaceAll('e', '3'),
    (word) => `${word.slice(0, 2)}\u200b${word.slice(2)}`,
    (word) => word.replace('e', 'eeee'),
  );
  // A word of one letter beside a claim spelt letter by letter reads as one more of its letters: a known gap.
  const around = fc.array(
    words.filter((word) => word.length > 1),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(around, claim, spelling, around, (before, word, spell, after) => {
      const comment = [...before, '!', spell(word), '!', ...after].join(' ');
      expect(screenComment(comment)).not.toEqual([]);
    }),
  );
});

it('answers any text, with phrases that are in it', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })), (comment) => {
      for (const { phrase } of screenComment(comment)) {
        expect(phrase).not.toBe('');
        expect(comment).toContain(phrase);
      }
    }),
    { numRuns: 500 },
  );
});

it('takes a moment for the longest and oddest of comments', () => {
  const odd = [
    'helped '.repeat(142),
    'a '.repeat(500),
    '*'.repeat(1000),
    'my '.repeat(333),
    `${'e'.repeat(999)}!`,
    'd*'.repeat(500),
  ];
  for (const comment of odd) {
    const start = performance.now();
    screenComment(comment);
    expect(performance.now() - start).toBeLessThan(500);
  }
});
