/**
 * The notation of the published phrases:
 *
 * - words stand for themselves, in this order, whatever their case, accents and punctuation;
 * - `transform*` is any word that begins so;
 * - `(a|b)` is either, `[a|b]` either or none;
 * - `<condition>` is any entry of the list of that name;
 * - `…` lets up to five other words stand between, but no `and`, `but` or the like, and no end of a sentence.
 */
export type Phrase = string;

/** Words that begin another thought: what is said before them is not about what is said after. */
const breaks = ['also', 'and', 'because', 'but', 'then', 'though', 'while'];

const gap = `(?:(?!(?:${breaks.join('|')}) )[a-z0-9]+ ){0,5}`;

/** Named lists of words, by name. */
export type WordLists = Readonly<Record<string, readonly string[]>>;

/** A phrase as an expression over a reading's text, in which every word is followed by a space. Throws on a phrase that is malformed. */
export function compilePhrase(phrase: Phrase, lists: WordLists): RegExp {
  const elements = phrase.match(/\([^)]*\)|\[[^\]]*\]|\S+/g) ?? [];
  const source = elements.map((element) => {
    if (element === '…') return gap;
    const isOptional = element.startsWith('[');
    const inner = isOptional || element.startsWith('(') ? element.slice(1, -1) : element;
    const any = inner.split('|').flatMap((entry) => expand(entry, lists));
    return `(?:(?:${any.map(entrySource).join('|')}) )${isOptional ? '?' : ''}`;
  });
  return new RegExp(`(?<![^ ])${source.join('')}`, 'g');
}

/** The entries of a list, when the entry names one. */
function expand(entry: string, lists: WordLists): readonly string[] {
  const name = /^<(.+)>$/.exec(entry)?.[1];
  if (name === undefined) return [entry];
  const list = lists[name];
  if (list === undefined) throw new Error(`No list is called ${name}`);
  return list;
}

function entrySource(entry: string): string {
  if (!/^[a-z0-9]+\*?( [a-z0-9]+\*?)*$/.test(entry)) throw new Error(`Not words: ${entry}`);
  return entry.replaceAll('*', '[a-z0-9]*');
}
