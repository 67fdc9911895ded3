import { badRequest, unsupportedQuery } from '../graph-error.ts';
import type {
  Comparison,
  EntryType,
  Filter,
  FilterSchema,
  Literal,
  PropertyType,
} from './filter.ts';
import { comparisons, ownValue, spelledIn } from './filter.ts';
import { readLiteral } from './read-literal.ts';
import { syntaxError, TokenReader } from './token-reader.ts';
import type { Token } from './tokens.ts';
import { tokenize } from './tokens.ts';

const mostTokens = 2000;
const mostDepth = 50;

/**
 * Parses a `$filter` by recursive descent:
 *
 *     filter  = and { 'or' and }
 *     and     = unary { 'and' unary }
 *     unary   = 'not' unary | '(' filter ')' | ( 'startswith' | 'endswith' ) '(' path ',' string ')' | test
 *     test    = path ( comparison literal | 'in' '(' literal { ',' literal } ')' )
 *             | collection '/any(' [ variable ':' filter ] ')' | collection '/$count' comparison number
 *
 * Names and words are read without regard to case, as Graph reads them.
 *
 * @throws GraphError Request_UnsupportedQuery that names what is not supported, Request_BadRequest for what is no filter
 */
export function parseFilter(text: string, schema: FilterSchema): Filter {
  const tokens = tokenize(text);
  if (tokens.length > mostTokens)
    throw unsupportedQuery(`a $filter of more than ${mostTokens} words.`);
  return new FilterParser(new TokenReader(tokens), schema).parse();
}

/** Where names are looked up: at the entity, or inside `any` at an entry of a collection, through its variable. */
interface Scope {
  readonly variable: string | null;
  /** The collection whose entry the names are of; null: the entity. */
  readonly collection: string | null;
  readonly entry: EntryType;
}

interface Named {
  readonly property: string;
  readonly type: PropertyType;
  /** As it is written in the schema, with its collection. */
  readonly path: string;
}

class FilterParser {
  readonly #tokens: TokenReader;
  readonly #schema: FilterSchema;
  #depth = 0;

  constructor(tokens: TokenReader, schema: FilterSchema) {
    this.#tokens = tokens;
    this.#schema = schema;
  }

  parse(): Filter {
    const { properties } = this.#schema;
    const filter = this.#filter({ variable: null, collection: null, entry: properties });
    this.#tokens.expectEnd();
    return filter;
  }

  #filter(scope: Scope): Filter {
    this.#depth += 1;
    if (this.#depth > mostDepth)
      throw unsupportedQuery(`a $filter nested deeper than ${mostDepth}.`);
    const parts = [this.#and(scope)];
    while (this.#tokens.takeWord('or')) parts.push(this.#and(scope));
    this.#depth -= 1;
    return joined('or', parts);
  }

  #and(scope: Scope): Filter {
    const parts = [this.#unary(scope)];
    while (this.#tokens.takeWord('and')) parts.push(this.#unary(scope));
    return joined('and', parts);
  }

  #unary(scope: Scope): Filter {
    let negations = 0;
    while (this.#tokens.takeWord('not')) negations += 1;
    const part = this.#positive(scope);
    return negations % 2 === 1 ? { kind: 'not', part } : part;
  }

  #positive(scope: Scope): Filter {
    if (this.#tokens.take('(')) {
      const inner = this.#filter(scope);
      this.#tokens.expect(')');
      return inner;
    }
    const name = this.#tokens.word('a property');
    if (this.#tokens.take('(')) return this.#function(name.text, scope);
    return this.#test(name, scope);
  }

  #function(name: string, scope: Scope): Filter {
    const kind = name.toLowerCase();
    if (kind !== 'startswith' && kind !== 'endswith') {
      throw unsupportedQuery(`the function '${name}'. Use startswith or endswith.`);
    }
    const { property, type, path } = this.#property(this.#tokens.word('a property'), scope);
    if (type !== 'string') {
      throw badRequest(`Invalid filter clause: '${kind}' takes a text, '${property}' is none.`);
    }
    this.#tokens.expect(',');
    const text = this.#tokens.string('a text in apostrophes');
    this.#schema.refuseValue?.(path, text);
    this.#tokens.expect(')');
    return { kind, property, text };
  }

  #test(name: Token, scope: Scope): Filter {
    const { collections } = this.#schema;
    const collection = spelledIn(Object.keys(collections), name.text);
    const entry = collection === undefined ? undefined : collections[collection];
    if (scope.variable === null && collection !== undefined && entry !== undefined) {
      this.#tokens.expect('/');
      return this.#collectionTest(collection, entry);
    }
    const named = this.#property(name, scope);
    const { property, type } = named;
    const operator = this.#tokens.word('a comparison');
    if (operator.text.toLowerCase() === 'in') {
      return { kind: 'in', property, values: this.#values(named) };
    }
    const comparison = comparisonOf(operator);
    const value = this.#value(named);
    if (type !== 'date' && comparison !== 'eq' && comparison !== 'ne') {
      throw unsupportedQuery(
        `'${comparison}' on the property '${property}'. It compares dates only.`,
      );
    }
    return { kind: 'compare', property, comparison, value };
  }

  #collectionTest(collection: string, entry: EntryType): Filter {
    const what = this.#tokens.word('any or $count');
    const word = what.text.toLowerCase();
    if (word === '$count') {
      const comparison = comparisonOf(this.#tokens.word('a comparison'));
      const value = this.#tokens.next('a number');
      const count = Number(value.text);
      if (value.kind !== 'word' || !Number.isInteger(count)) throw syntaxError(value, 'a number');
      return { kind: 'count', collection, comparison, value: count };
    }
    if (word !== 'any') throw unsupportedQuery(`'${collection}/${what.text}'. Use any or $count.`);
    this.#tokens.expect('(');
    if (this.#tokens.take(')')) return { kind: 'any', collection, part: null };
    const variable = this.#tokens.word('a variable').text;
    this.#tokens.expect(':');
    const part = this.#filter({ variable, collection, entry });
    this.#tokens.expect(')');
    return { kind: 'any', collection, part };
  }

  #values(named: Named): readonly Literal[] {
    this.#tokens.expect('(');
    const values: Literal[] = [];
    do values.push(this.#value(named));
    while (this.#tokens.take(','));
    this.#tokens.expect(')');
    return values;
  }

  #value({ property, type, path }: Named): Literal {
    const value = readLiteral(this.#tokens.next('a value'), property, type);
    this.#schema.refuseValue?.(path, value);
    return value;
  }

  #property(first: Token, scope: Scope): Named {
    const { variable, collection, entry } = scope;
    let name = first;
    if (variable !== null) {
      if (first.text.toLowerCase() !== variable.toLowerCase()) throw this.#unbound(first, variable);
      if (typeof entry === 'string') {
        return { property: ownValue, type: entry, path: collection ?? '' };
      }
      this.#tokens.expect('/');
      name = this.#tokens.word('a property');
    }
    const properties = typeof entry === 'string' ? {} : entry;
    const property = spelledIn(Object.keys(properties), name.text);
    const type = property === undefined ? undefined : properties[property];
    if (property === undefined || type === undefined) throw this.#unknown(name, scope, properties);
    if (this.#tokens.take('/')) throw unsupportedQuery(`a path that goes on after '${name.text}'.`);
    return { property, type, path: collection === null ? property : `${collection}/${property}` };
  }

  /** Inside `any`, a name without its variable is looked for at the entity, as Graph does, and is not meant so. */
  #unbound(name: Token, variable: string): Error {
    if (this.#tokens.take('/')) return syntaxError(name, `'${variable}/'`);
    return badRequest(
      `Invalid filter clause: Could not find a property named '${name.text}' on type 'microsoft.graph.${this.#schema.entity}'. ` +
        `Inside any, a property is named through its variable: '${variable}/${name.text}'.`,
    );
  }

  #unknown({ text }: Token, { collection }: Scope, properties: object): Error {
    const { entity, others } = this.#schema;
    const there = `There are ${Object.keys(properties).join(', ')}.`;
    if (collection !== null) {
      return unsupportedQuery(`the property '${text}' of ${collection} in $filter. ${there}`);
    }
    if (spelledIn(others, text) !== undefined) {
      return unsupportedQuery(`the property '${text}' of ${entity} in $filter. ${there}`);
    }
    return badRequest(
      `Invalid filter clause: Could not find a property named '${text}' on type 'microsoft.graph.${entity}'.`,
    );
  }
}

function joined(kind: 'and' | 'or', parts: readonly Filter[]): Filter {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind, parts };
}

function comparisonOf({ text }: Token): Comparison {
  const found = comparisons.find((comparison) => comparison === text.toLowerCase());
  if (found === undefined) {
    throw unsupportedQuery(
      `the operator '${text}' in $filter. There are ${comparisons.join(', ')}, in, and, or, not.`,
    );
  }
  return found;
}
