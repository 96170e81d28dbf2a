import { badInput } from '../../shared/errors.ts';

/** The same in every mutation. */
export const keyDescription =
  'Any text of 1 to 255 visible ASCII characters that names this one wish, a UUID for instance. Sent again within 24 hours with the same arguments, it answers the same and does nothing.';
export const articleDescription = 'Id of the article.';
export const expectedDescription =
  'Number of the newest revision as the client knows it; RevisionConflict when there is a newer one.';
export const noteDescription = 'What was changed, in at most 500 characters; null to say nothing.';

const mostWords = 500;

/** A comment without blanks around it; null when there is none. BAD_USER_INPUT when it is too long. */
export function comment(text: string | null | undefined, field: string): string | null {
  const trimmed = text?.trim() ?? '';
  if (trimmed.length > mostWords)
    throw badInput(`${field} must have at most ${mostWords} characters.`, field);
  return trimmed === '' ? null : trimmed;
}

/** The same, but BAD_USER_INPUT when there is none. */
export function requireComment(text: string, field: string): string {
  const words = comment(text, field);
  if (words === null) throw badInput(`${field} must say something.`, field);
  return words;
}
