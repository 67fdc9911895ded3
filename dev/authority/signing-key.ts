import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  calculateJwkThumbprint,
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';

export interface SigningKey {
  readonly privateKey: CryptoKey | Uint8Array;
  /** What anybody may see. */
  readonly publicKey: JWK & { kid: string };
}

/** The authority's key: made at the first start and kept in the state folder, so that tokens outlive a restart. */
export async function loadSigningKey(stateFolder: string): Promise<SigningKey> {
  const file = join(stateFolder, 'authority-key.json');
  let jwk: JWK;
  try {
    jwk = JSON.parse(await readFile(file, 'utf8'));
  } catch {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    jwk = await exportJWK(privateKey);
    await writeFile(file, JSON.stringify(jwk), { mode: 0o600 });
  }
  const { kty, n, e } = jwk;
  if (kty === undefined || n === undefined || e === undefined) {
    throw new Error(`${file} holds no RSA key: delete it, a new one is made.`);
  }
  const kid = await calculateJwkThumbprint({ kty, n, e });
  return {
    privateKey: await importJWK(jwk, 'RS256'),
    publicKey: { kty, n, e, kid, use: 'sig', alg: 'RS256' },
  };
}
