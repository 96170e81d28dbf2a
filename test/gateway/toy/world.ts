import { GraphQLError } from 'graphql';

export interface ToyTherapist {
  id: string;
  slug: string;
  name: string;
  profession: 'PSYCHOLOGIST' | 'COUNSELLOR';
  state: 'NSW' | 'VIC';
  photoUrl: string | null;
  average: number;
  reviews: number;
  supervisor: string | null;
}

export interface ToyArticle {
  id: string;
  slug: string;
  title: string;
  topic: string;
  author: string | null;
  paragraphs: string[];
}

/** A fault to act out when a field is read: `Type.field` for every row, `Type.field:id` for one. */
export type Fault = 'null' | 'crash' | { code: string; message: string };

/** The rows behind the toy subgraphs, and what is to go wrong in them. */
export class World {
  therapists: ToyTherapist[] = ['Ada', 'Bo', 'Cy'].map((name, index) => ({
    id: `t${index + 1}`,
    slug: name.toLowerCase(),
    name: `${name} Example`,
    profession: index % 2 === 0 ? 'PSYCHOLOGIST' : 'COUNSELLOR',
    state: index % 2 === 0 ? 'NSW' : 'VIC',
    photoUrl: index === 2 ? null : `/demo/images/${name.toLowerCase()}.svg`,
    average: 4 + index / 4,
    reviews: index + 1,
    supervisor: index === 0 ? null : 't1',
  }));
  sessions: Record<string, number> = { t1: 54, t2: 3 };
  articles: ToyArticle[] = ['Why the relationship matters', 'Sleep', 'Worry'].map((title, index) => ({
    id: `a${index + 1}`,
    slug: title.toLowerCase().replaceAll(' ', '-'),
    title,
    topic: index === 0 ? 'Therapy' : 'Health',
    author: index === 2 ? null : `t${index + 1}`,
    paragraphs: ['First things first.', 'Then the rest of it.'].slice(0, 1 + (index % 2)),
  }));
  /** What mutations did, in the order in which they did it. */
  log: string[] = [];
  faults = new Map<string, Fault>();

  field<T>(type: string, name: string, id: string, read: () => T): T | null {
    const fault = this.faults.get(`${type}.${name}:${id}`) ?? this.faults.get(`${type}.${name}`);
    if (fault === undefined) return read();
    if (fault === 'null') return null;
    if (fault === 'crash')
      throw new Error(`password=hunter2 while reading ${type}.${name} at db.internal:5432`);
    throw this.error(fault.code, fault.message);
  }

  error(code: string, message: string): GraphQLError {
    return new GraphQLError(message, { extensions: { code } });
  }
}
