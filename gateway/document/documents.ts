import {
  GraphQLError,
  Kind,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { codedError, type GatewayErrorCode } from '../errors.ts';
import { overLimit, tooLarge, type OperationLimits } from './limits.ts';
import { measureOperation } from './measure.ts';
import { RecentTexts } from './recent-texts.ts';

/** A document that is fit to be executed, or why it is not. */
export type ReadDocument = { document: DocumentNode } | { errors: readonly GraphQLError[] };

/** Reads documents, each once: what has been found valid is kept, within bounds, with all that hangs on the document. */
export function createDocuments(
  schema: GraphQLSchema,
  limits: OperationLimits,
): (text: string) => ReadDocument {
  const valid = new RecentTexts<DocumentNode>({ maxEntries: 1000, maxCharacters: 1_000_000 });

  return (text) => {
    const known = valid.get(text);
    if (known) return { document: known };
    const read = readDocument(schema, limits, text);
    if ('errors' in read) return read;
    // Kept without the places of its words in the text, which are a good part of its memory.
    const document = parse(text, { noLocation: true });
    valid.set(text, document);
    return { document };
  };
}

function readDocument(schema: GraphQLSchema, limits: OperationLimits, text: string): ReadDocument {
  let document: DocumentNode;
  try {
    document = parse(text, { maxTokens: limits.tokens });
  } catch (error) {
    // The parser goes a few functions deeper with each list inside a list, and the stack ends before the tokens do.
    if (error instanceof RangeError) return { errors: [tooLarge('it is nested too deeply')] };
    if (!(error instanceof GraphQLError)) throw error;
    if (error.message.includes('Parsing aborted')) {
      return { errors: [tooLarge(`it has more than ${limits.tokens} tokens`)] };
    }
    return { errors: [withCode('GRAPHQL_PARSE_FAILED', error)] };
  }
  // Before validation, which takes long over what is too large.
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    if (definition.operation === 'subscription') {
      return {
        errors: [withCode('GRAPHQL_VALIDATION_FAILED', new GraphQLError('There are no subscriptions.'))],
      };
    }
    const measures = measureOperation(schema, document, definition, {});
    const error = overLimit({ ...measures, objects: 0 }, limits);
    if (error) return { errors: [error] };
  }
  const errors = validate(schema, document, specifiedRules, { maxErrors: 20 });
  if (errors.length > 0)
    return { errors: errors.map((error) => withCode('GRAPHQL_VALIDATION_FAILED', error)) };
  return { document };
}

function withCode(code: GatewayErrorCode, { message, nodes, source, positions }: GraphQLError): GraphQLError {
  return new GraphQLError(message, {
    nodes,
    source,
    positions,
    extensions: codedError(code, message).extensions,
  });
}
