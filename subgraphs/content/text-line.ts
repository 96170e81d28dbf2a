import { z } from 'zod';

// oxlint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/;

/** One line of words in a file: without blanks around it, not empty, nothing that cannot be shown or stored. */
export function line(max: number) {
  return z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(max)
    .refine((text) => !UNPRINTABLE.test(text) && text.isWellFormed(), 'must be one line of text');
}
