import { badRequest, unsupportedQuery } from '../graph-error.ts';
import type { Comparison, Filter, FilterSchema, Literal, PropertyType } from './filter.ts';
import { comparisons } from './filter.ts';
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
  readonly properties: Readonly<Record<string, PropertyType>>;
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
    const filter = this.#filter({ variable: null, properties: this.#schema.properties });
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
    const { property, type } = this.#property(this.#tokens.word('a property'), scope);
    if (type !== 'string') {
      throw badRequest(`Invalid filter clause: '${kind}' takes a text, '${property}' is none.`);
    }
    this.#tokens.expect(',');
    const text = this.#tokens.string('a text in apostrophes');
    this.#tokens.expect(')');
    return { kind, property, text };
  }

  #test(name: Token, scope: Scope): Filter {
    const { collections } = this.#schema;
    const collection = Object.hasOwn(collections, name.text) ? collections[name.text] : undefined;
    if (scope.variable === null && collection !== undefined && this.#tokens.take('/')) {
      return this.#collectionTest(name.text, collection);
    }
    const { property, type } = this.#property(name, scope);
    const operator = this.#tokens.word('a comparison');
    if (operator.text === 'in') {
      return { kind: 'in', property, values: this.#values(property, type) };
    }
    const comparison = comparisonOf(operator);
    const value = readLiteral(this.#tokens.next('a value'), property, type);
    if (type !== 'date' && comparison !== 'eq' && comparison !== 'ne') {
      throw unsupportedQuery(
        `'${comparison}' on the property '${property}'. It compares dates only.`,
      );
    }
    return { kind: 'compare', property, comparison, value };
  }

  #collectionTest(collection: string, properties: Scope['properties']): Filter {
    const what = this.#tokens.word('any or $count');
    if (what.text === '$count') {
      const comparison = comparisonOf(this.#tokens.word('a comparison'));
      const value = this.#tokens.next('a number');
      const count = Number(value.text);
      if (value.kind !== 'word' || !Number.isInteger(count)) throw syntaxError(value, 'a number');
      return { kind: 'count', collection, comparison, value: count };
    }
    if (what.text !== 'any')
      throw unsupportedQuery(`'${collection}/${what.text}'. Use any or $count.`);
    this.#tokens.expect('(');
    if (this.#tokens.take(')')) return { kind: 'any', collection, part: null };
    const variable = this.#tokens.word('a variable').text;
    this.#tokens.expect(':');
    const part = this.#filter({ variable, properties });
    this.#tokens.expect(')');
    return { kind: 'any', collection, part };
  }

  #values(property: string, type: PropertyType): readonly Literal[] {
    this.#tokens.expect('(');
    const values: Literal[] = [];
    do values.push(readLiteral(this.#tokens.next('a value'), property, type));
    while (this.#tokens.take(','));
    this.#tokens.expect(')');
    return values;
  }

  #property(first: Token, scope: Scope): { property: string; type: PropertyType } {
    let name = first;
    if (scope.variable !== null) {
      if (first.text !== scope.variable) throw syntaxError(first, `'${scope.variable}/'`);
      this.#tokens.expect('/');
      name = this.#tokens.word('a property');
    }
    const type = Object.hasOwn(scope.properties, name.text)
      ? scope.properties[name.text]
      : undefined;
    if (type === undefined) {
      throw unsupportedQuery(
        `the property '${name.text}' of ${this.#schema.entity} in $filter. ` +
          `There are ${Object.keys(scope.properties).join(', ')}.`,
      );
    }
    if (this.#tokens.take('/')) throw unsupportedQuery(`a path that goes on after '${name.text}'.`);
    return { property: name.text, type };
  }
}

function joined(kind: 'and' | 'or', parts: readonly Filter[]): Filter {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind, parts };
}

function comparisonOf({ text }: Token): Comparison {
  const found = comparisons.find((comparison) => comparison === text);
  if (found === undefined) {
    throw unsupportedQuery(
      `the operator '${text}' in $filter. There are ${comparisons.join(', ')}, in, and, or, not.`,
    );
  }
  return found;
}
