/** What an address can hold to mislead whoever reads it, encoded as it is sent. */
export const hostileWords: Readonly<Record<string, string>> = {
  apostrophe: "'",
  comma: ',',
  percent: '%25',
  slash: '%2f',
  'a way up': '%2f..%2f..',
  backslash: '%5c',
  hash: '%23',
  'question mark': '%3f',
  NUL: 'a%00b',
  tilde: '~',
  'line break': '%0d%0aset-cookie:%20a=b',
  '513 characters': 'x'.repeat(513),
  __proto__: '__proto__',
  constructor: 'constructor',
  'a closed filter': "x'%20or%20'1'%20eq%20'1",
  'the end of every key': '~~',
  'broken UTF-8': '%ff%fe',
  'half an escape': '%',
  'a character of four bytes': '%F0%9F%92%A3',
  'a markup': '%3Cscript%3Ealert(1)%3C/script%3E',
};

const deep = 100_000;

/** What a body can hold where something else is expected, as JSON. */
export const hostileValues: Readonly<Record<string, string>> = {
  null: 'null',
  true: 'true',
  'a number': '1',
  'a fraction': '-1.5',
  'a number beyond all': '1e999',
  'an empty text': '""',
  'a text': JSON.stringify("', % / \\ # ? \u0000 ~ \u2028 x' or '1' eq '1"),
  'half a surrogate': String.raw`"\ud800"`,
  '513 characters': JSON.stringify('x'.repeat(513)),
  'an empty list': '[]',
  'an empty object': '{}',
  'a list in an object': '{"0":["a"],"length":1}',
  'lists in each other': `${'['.repeat(deep)}${']'.repeat(deep)}`,
  'objects in each other': `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`,
  'a prototype': '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"a":1}}}',
};

/** Headers a caller can set, with what they are not meant to hold. */
export const hostileHeaders: readonly Readonly<Record<string, string>>[] = [
  { 'idempotency-key': 'a b' },
  { 'idempotency-key': 'é' },
  { 'idempotency-key': 'x'.repeat(257) },
  { 'client-request-id': 'x'.repeat(5000) },
  { 'client-request-id': "'; drop <script>" },
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/xml' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': ';;;=' },
  { 'x-forwarded-proto': 'javascript' },
  { 'x-ms-client-principal': 'e30=', 'x-forwarded-host': 'elsewhere.example' },
  { accept: 'text/html', origin: 'https://elsewhere.example' },
  { 'x-http-method-override': 'DELETE' },
];

/** Words of Node, of this app's files, of the storage service or of its SDK, which no caller is told. */
const inside =
  /\n\s+at |node:internal|\.[cm]?[jt]s:\d+|RangeError|TypeError|Maximum call stack|odata\.error|RequestId:|PartitionKey|RowKey|RestError|devstoreaccount|azurite|InvalidInput/i;

/** Whether an answer tells how the app is made. */
export function tellsOfInside(text: string): boolean {
  return inside.test(text);
}
