import type { AppointmentKind } from '../../../../subgraphs/shared/vocabulary.ts';

/** A public therapist as the reference knows them: plain facts, no index. */
export interface Person {
  id: string;
  name: string;
  headline: string;
  bio: string;
  profession: string;
  state: string;
  concerns: string[];
  approaches: string[];
  clientGroups: string[];
  languages: string[];
  stars: number[];
  feeCents: number | null;
  opens: Record<`${AppointmentKind}`, Date | null>;
}

export interface Asked {
  text?: string;
  profession?: string[];
  state?: string[];
  concern?: string[];
  approach?: string[];
  clientGroup?: string[];
  language?: string[];
  maxFeeCents?: number;
  openBefore?: Date;
  kind?: `${AppointmentKind}`;
}

export type Order = 'RELEVANCE' | 'RATING' | 'AVAILABLE_SOONEST' | 'FEE';

type Where = 'name' | 'labels' | 'all';
type Check = (person: Person) => boolean;

/** The directory by the definition of each word of it: slow, and nothing shared with the code it judges. */
export class ReferenceDirectory {
  readonly people: Person[];
  readonly now: Date;
  readonly labels: Map<string, string>;
  readonly #lexicon: Set<string>;
  readonly #words = new Map<string, Set<string>>();

  constructor(people: Person[], now: Date, labels: Map<string, string>) {
    this.people = people;
    this.now = now;
    this.labels = labels;
    this.#lexicon = new Set(people.flatMap((person) => [...this.#wordsIn(person, 'all')]));
  }

  find(asked: Asked, order: Order): string[] {
    const checks = Object.values(this.#checks(asked));
    const found = this.people.filter((person) => checks.every((check) => check(person)));
    const key = (person: Person): number[] => {
      const rating = -shrunken(person.stars);
      if (order === 'FEE') return [person.feeCents ?? Infinity, rating];
      if (order === 'RELEVANCE' && hasWords(asked.text))
        return [this.#whereFound(person, asked.text!), rating];
      if (order !== 'AVAILABLE_SOONEST') return [rating];
      const opens = person.opens[asked.kind ?? 'CONSULTATION'];
      return [opens !== null && opens > this.now ? opens.getTime() : Infinity, rating];
    };
    return found
      .map((person) => ({ id: person.id, key: key(person) }))
      .toSorted((a, b) => {
        const at = a.key.findIndex((part, index) => part !== b.key[index]);
        if (at !== -1) return a.key[at]! < b.key[at]! ? -1 : 1;
        return a.id < b.id ? -1 : 1;
      })
      .map(({ id }) => id);
  }

  /** How many have a value among those who meet all filters but the one of that name. */
  count(asked: Asked, filter: keyof Asked, has: Check): number {
    const others = Object.entries(this.#checks(asked)).filter(([name]) => name !== filter);
    return this.people.filter((person) => others.every(([, check]) => check(person)) && has(person)).length;
  }

  #checks(asked: Asked): Record<string, Check> {
    const checks: Record<string, Check> = {};
    const any = (name: keyof Asked, values: string[] | undefined, of: (person: Person) => string[]) => {
      if (values?.length) checks[name] = (person) => of(person).some((value) => values.includes(value));
    };
    any('profession', asked.profession, ({ profession }) => [profession]);
    any('state', asked.state, ({ state }) => [state]);
    any('concern', asked.concern, ({ concerns }) => concerns);
    any('approach', asked.approach, ({ approaches }) => approaches);
    any('clientGroup', asked.clientGroup, ({ clientGroups }) => clientGroups);
    any('language', asked.language, spoken);
    const { maxFeeCents, openBefore, text } = asked;
    if (maxFeeCents !== undefined)
      checks['maxFeeCents'] = ({ feeCents }) => feeCents !== null && feeCents <= maxFeeCents;
    if (openBefore !== undefined)
      checks['openBefore'] = (person) => this.opensBefore(person, asked.kind, openBefore);
    if (hasWords(text)) checks['text'] = (person) => this.#has(person, text!, 'all');
    return checks;
  }

  opensBefore({ opens }: Person, kind: `${AppointmentKind}` = 'CONSULTATION', before: Date): boolean {
    const at = opens[kind];
    return at !== null && at > this.now && at < before;
  }

  #whereFound(person: Person, text: string): number {
    return (['name', 'labels', 'all'] as const).findIndex((where) => this.#has(person, text, where));
  }

  #has(person: Person, text: string, where: Where): boolean {
    const words = this.#wordsIn(person, where);
    return meant(text).every((word) => {
      if (this.#isKnown(word)) return [...words].some((said) => said.startsWith(word));
      return this.#likest(word).some((known) => words.has(known));
    });
  }

  #isKnown = remembered((word: string) => [...this.#lexicon].some((known) => known.startsWith(word)));

  #likest = remembered((word: string) => {
    const near = [...this.#lexicon]
      .map((known) => ({ known, alike: alike(known, word) }))
      .filter(({ alike }) => alike >= Math.fround(0.3))
      .toSorted((a, b) => b.alike - a.alike || (a.known < b.known ? -1 : 1))
      .slice(0, 6);
    const best = near[0]?.alike ?? 0;
    return near
      .filter(({ alike }) => alike >= Math.fround(best - Math.fround(0.1)))
      .map(({ known }) => known);
  });

  #wordsIn(person: Person, where: Where): Set<string> {
    const key = `${where} ${person.id}`;
    const words = this.#words.get(key) ?? this.#readWords(person, where);
    this.#words.set(key, words);
    return words;
  }

  #readWords(person: Person, where: Where): Set<string> {
    const ticked = [
      `profession:${person.profession}`,
      `state:${person.state}`,
      ...person.concerns.map((concern) => `concern:${concern}`),
      ...person.approaches.map((approach) => `approach:${approach}`),
      ...person.clientGroups.map((group) => `group:${group}`),
    ].map((token) => this.labels.get(token)!);
    const texts = [person.name];
    if (where !== 'name') texts.push(...ticked);
    if (where === 'all') texts.push(person.headline, person.bio);
    return new Set(texts.flatMap(plainWords));
  }
}

const small = new Set(
  'a an and are at by can for from help i in is me my need of on or the therapist therapists to who with'.split(
    ' ',
  ),
);

/** A language and, for one with a script or region, the bare language. */
export function spoken({ languages }: Person): string[] {
  return languages.flatMap((language) => [language, language.split('-')[0]!]);
}

function hasWords(text: string | undefined): boolean {
  return text !== undefined && meant(text).length > 0;
}

const meant = remembered((text: string) => plainWords(text).filter((word) => !small.has(word)));

/** Asked once for each argument: the answers are the same, and the reference slow enough. */
function remembered<Answer>(ask: (key: string) => Answer): (key: string) => Answer {
  const answers = new Map<string, Answer>();
  return (key) => {
    if (!answers.has(key)) answers.set(key, ask(key));
    return answers.get(key)!;
  };
}

function plainWords(text: string): string[] {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.match(/[a-z0-9]{2,}/g) ?? [];
}

function shrunken(stars: number[]): number {
  const sum = stars.reduce((total, n) => total + n, 4 * 8);
  return Math.round((sum * 10_000) / (stars.length + 8));
}

function alike(a: string, b: string): number {
  const [left, right] = [trigrams(a), trigrams(b)];
  const shared = [...left].filter((trigram) => right.has(trigram)).length;
  return Math.fround(shared / (left.size + right.size - shared));
}

function trigrams(word: string): Set<string> {
  const padded = `  ${word} `;
  return new Set(Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3)));
}
