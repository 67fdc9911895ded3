/** A word that stands in every personal string of a tenant, and nowhere else. */
export const canary = 'qzcanary';

const encoded = /[A-Za-z0-9+/_-]{10,}/g;
const hexadecimal = /(?:[0-9a-f]{2}){6,}/gi;
const deepest = 3;

/** Whether a text holds the canary: as it is, or percent-encoded, in Base64 or in hexadecimal digits, also within each other. */
export function holdsCanary(text: string, depth = 0): boolean {
  if (text.toLowerCase().includes(canary)) return true;
  if (depth === deepest) return false;
  return decodings(text).some((inner) => holdsCanary(inner, depth + 1));
}

function decodings(text: string): readonly string[] {
  const percent = text.replaceAll(/%[0-9a-f]{2}/gi, (code) =>
    String.fromCharCode(Number.parseInt(code.slice(1), 16)),
  );
  const found = [...text.matchAll(encoded)].flatMap(([word]) =>
    // Base64 may begin anywhere in a word.
    [0, 1, 2, 3].map((offset) => Buffer.from(word.slice(offset), 'base64').toString('latin1')),
  );
  const digits = [...text.matchAll(hexadecimal)].map(([word]) =>
    Buffer.from(word, 'hex').toString('latin1'),
  );
  return [...(percent === text ? [] : [percent]), ...found, ...digits].filter((inner) =>
    /[ -~]{8}/.test(inner),
  );
}

/** Every address an answer gives out: links in its headers and in its body. */
export function addressesIn(headers: Headers, text: string): readonly string[] {
  const inHeaders = ['link', 'location'].flatMap((name) => headers.get(name) ?? []);
  const names = String.raw`nextLink|@odata\.nextLink|@odata\.context|href|url`;
  const inBody = [...text.matchAll(new RegExp(`"(?:${names})":"([^"]*)"`, 'g'))];
  return [...inHeaders, ...inBody.map(([, address = '']) => address)];
}
