/** A comment as a reader may take it: folded words, each with the part of the comment it was read from. */
export interface Reading {
  /** Every word followed by a space; `.` stands for the end of a sentence. */
  text: string;
  tokens: readonly Token[];
}

export interface Token {
  word: string;
  /** Where it is in the comment, in UTF-16 units. */
  start: number;
  end: number;
}

/** Letters that look like others, and Latin ones that Unicode does not take apart: each pair the letter and what it is read as. */
const lookAlikes = pairs(
  'аa вb сc ԁd еe ғf һh іi јj кk мm нh оo рp ԛq гr ѕs тt уy хx ԝw ьb пn иn ' +
    'αa βb εe ζz ηn ιi κk νv οo ρp τt υu χx ωw ' +
    'ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz ' +
    'øo łl đd ðd ħh ıi ŧt æa œo ßs þt ɑa ɡg ɩi',
);

/** Figures and signs that are written for letters. */
const figures = pairs('0o 1i 3e 4a 5s 7t @a $s €e £l !i |l +t');

function pairs(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(text.split(' ').map((pair) => [...pair] as [string, string]));
}

/** Lower case without accents, invisible characters and disguised letters. */
export function fold(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .normalize('NFKD');
  return [...plain].map((letter) => lookAlikes[letter] ?? letter).join('');
}

/** Letters that no fold makes one of a to z: a text that cannot be checked. Emoji and signs are none. */
export function foreignLetters(comment: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: word, index } of comment.matchAll(/[\p{L}\p{M}\p{N}\p{Cf}]+/gu)) {
    const isForeign = [...word].some((letter) => /\p{L}/u.test(letter) && !isOurs(letter));
    if (isForeign) tokens.push({ word, start: index, end: index + word.length });
  }
  return tokens;
}

function isOurs(letter: string): boolean {
  return /\p{Script=Latin}/u.test(letter.normalize('NFKD')) && /^[a-z]+$/.test(fold(letter));
}

const sentenceEnd = /^(?:[!?;:]+|\.(?!\.))(?=\s|$|["')\]])|^\n/;

/** The comment as it is written, word by word. */
export function plainReading(comment: string): Reading {
  const tokens: Token[] = [];
  const pieces = /[\p{L}\p{M}\p{N}\p{Cf}]+(?:['’ʼ`][\p{L}\p{M}\p{N}\p{Cf}]+)*|[^\p{L}\p{M}\p{N}\p{Cf}]/gu;
  for (const { 0: piece, index } of comment.matchAll(pieces)) {
    const word = fold(piece).replaceAll(/[^a-z0-9]/g, '');
    if (word !== '') tokens.push({ word, start: index, end: index + piece.length });
    else if (isSentenceEnd(comment, index)) tokens.push({ word: '.', start: index, end: index + 1 });
  }
  return readingOf(tokens);
}

function isSentenceEnd(comment: string, index: number): boolean {
  return sentenceEnd.test(comment.slice(index, index + 12)) && comment[index - 1] !== '.';
}

/**
 * The comment as somebody reads it who looks past figures, signs and gaps put between letters: `c-u-r-3-d`, `d e p r e s s e d`,
 * `cuuuured`. `keep` says how many of a run of the same letter stay.
 */
export function disguisedReading(comment: string, keep: 1 | 2): Reading {
  const tokens: Token[] = [];
  for (const { 0: chunk, index } of comment.matchAll(/\S+/g)) {
    const word = lettersOf(chunk).replaceAll(/(.)\1{2,}/g, (_, letter: string) => letter.repeat(keep));
    if (word !== '') tokens.push({ word, start: index, end: index + chunk.length });
    if (/[^.][.!?;:]["')\]]*$/.test(chunk) && word.length > 1)
      tokens.push({ word: '.', start: index + chunk.length, end: index + chunk.length });
  }
  return readingOf(joinLetters(tokens));
}

function lettersOf(chunk: string): string {
  const folded = fold(chunk).replaceAll(/^[^\p{L}\p{N}@$€£]+|[^\p{L}\p{N}@$€£]+$/gu, '');
  if (!/[a-z]/.test(folded)) return folded.replaceAll(/[^a-z0-9]/g, '');
  return [...folded]
    .map((sign) => figures[sign] ?? sign)
    .join('')
    .replaceAll(/[^a-z]/g, '');
}

/** Makes one word of three single letters and more in a row. */
function joinLetters(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length;) {
    let next = at;
    while (next < tokens.length && /^[a-z]$/.test(tokens[next]!.word)) next++;
    if (next - at >= 3) {
      const letters = tokens.slice(at, next);
      joined.push(spanOf(letters, letters.map(({ word }) => word).join('')));
      at = next;
    } else {
      joined.push(tokens[at]!);
      at++;
    }
  }
  return joined;
}

/** A token for several that follow each other. */
export function spanOf(tokens: readonly Token[], word: string): Token {
  return { word, start: tokens[0]!.start, end: tokens.at(-1)!.end };
}

function readingOf(tokens: Token[]): Reading {
  return { tokens, text: tokens.map(({ word }) => `${word} `).join('') };
}

/** Words of which letters are hidden behind signs (`depr*ssion`), as expressions that find what they may stand for. */
export function maskedWords(comment: string): { token: Token; may: RegExp }[] {
  const masked: { token: Token; may: RegExp }[] = [];
  for (const { 0: chunk, index } of comment.matchAll(/[\p{L}\p{M}\p{N}*#_%•?'’.-]+/gu)) {
    const signs = fold(chunk).replaceAll(/^[^a-z]+|[^a-z]+$/g, '');
    const letters = signs.replaceAll(/[^a-z]/g, '').length;
    if (letters < 3 || letters === signs.length) continue;
    const source = signs.replaceAll(/[^a-z]+/g, (run) => `[a-z]{1,${run.length}}`);
    masked.push({
      token: { word: chunk, start: index, end: index + chunk.length },
      may: new RegExp(`^${source}$`),
    });
  }
  return masked;
}
