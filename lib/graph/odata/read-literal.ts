import { z } from 'zod';
import { badRequest } from '../graph-error.ts';
import type { Literal, PropertyType } from './filter.ts';
import type { Token } from './tokens.ts';

const Guid = z.guid();
const Date8601 = z.iso.datetime({ offset: true });

/**
 * The value a token stands for, as the property it is held against has it.
 * @throws GraphError when property and value are of different types
 */
export function readLiteral(token: Token, property: string, type: PropertyType): Literal {
  if (token.kind === 'word' && token.text.toLowerCase() === 'null') return null;
  const value = literalOf(token, type);
  if (value === undefined) {
    throw badRequest(
      `Invalid filter clause: A binary operator with incompatible types was detected. ` +
        `Property '${property}' is of type ${nameOf[type]}; '${token.text}' is not.`,
    );
  }
  return value;
}

const nameOf: Readonly<Record<PropertyType, string>> = {
  string: 'Edm.String',
  boolean: 'Edm.Boolean',
  guid: 'Edm.Guid',
  date: 'Edm.DateTimeOffset',
};

function literalOf({ kind, text }: Token, type: PropertyType): Literal | undefined {
  switch (type) {
    case 'string':
      return kind === 'string' ? text : undefined;
    case 'boolean': {
      const word = text.toLowerCase();
      return kind === 'word' && (word === 'true' || word === 'false') ? word === 'true' : undefined;
    }
    case 'guid':
      // Scripts write GUIDs with and without quotes.
      return kind !== 'punctuation' && Guid.safeParse(text.toLowerCase()).success
        ? text.toLowerCase()
        : undefined;
    case 'date':
      return kind === 'word' && Date8601.safeParse(text).success
        ? new Date(text).toISOString()
        : undefined;
  }
}
