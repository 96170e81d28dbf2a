import { codedError } from '../errors.ts';
import type { GraphQLError } from 'graphql';
import type { Measures } from './measure.ts';

/**
 * What one operation may ask. Each is far above what a page or the tools' introspection (229 fields) need, and below what
 * hurts: validation compares fields of one name with each other, so it takes long over many.
 */
export interface OperationLimits {
  /** Words and signs of the document's text, before anything else is done with it. */
  tokens: number;
  /** Fields inside one another; introspection has a limit of its own in graphql-js. */
  depth: number;
  /** Fields in all, those of a fragment counted wherever it is spread. */
  fields: number;
  aliases: number;
  rootFields: number;
  /** Objects that could come back, going by the `first` of the lists that are asked for, or the `ids` given for them. */
  objects: number;
}

export const defaultOperationLimits: OperationLimits = {
  tokens: 2000,
  depth: 12,
  fields: 500,
  aliases: 50,
  rootFields: 20,
  objects: 10_000,
};

const wording: Record<keyof Measures, (found: number, limit: number) => string> = {
  depth: (found, limit) => `it is ${found} fields deep, and ${limit} is the limit`,
  fields: (found, limit) => `it asks for ${found} fields with its fragments, and ${limit} is the limit`,
  aliases: (found, limit) => `it has ${found} aliases with its fragments, and ${limit} is the limit`,
  rootFields: (found, limit) => `it asks for ${found} fields at its root, and ${limit} is the limit`,
  objects: (found, limit) => `its lists could give ${found} objects, and ${limit} is the limit`,
};

/** What is wrong with an operation of this size; null when it is within the limits. */
export function overLimit(measures: Measures, limits: OperationLimits): GraphQLError | null {
  for (const name of ['depth', 'fields', 'aliases', 'rootFields', 'objects'] as const) {
    if (measures[name] > limits[name]) return tooLarge(wording[name](measures[name], limits[name]));
  }
  return null;
}

/** @param why completes the sentence, without a full stop */
export function tooLarge(why: string): GraphQLError {
  return codedError('OPERATION_TOO_LARGE', `The operation is too large: ${why}.`);
}
