import { once } from 'node:events';
import { createServer } from 'node:http';
import type { CryptoKey, JWK, JWTPayload } from 'jose';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwk: JWK & { readonly issuer: string };
}

/** A key as Entra publishes it: with the issuer that may use it, `{tenantid}` for any tenant. */
export async function createKey(kid: string, issuer: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig', issuer };
  return { kid, privateKey, publicKey, jwk };
}

/** What a server of keys answers with. */
type KeysAnswer = 'keys' | 'outage' | 'nonsense' | 'noKeys';

export interface KeyServer {
  readonly url: string;
  readonly answers: (answer: KeysAnswer) => void;
  /** How often keys were asked for. */
  readonly asked: () => number;
  readonly stop: () => Promise<void>;
}

/** Serves key sets over real HTTP on loopback, one per path, each as it is at that moment. */
export async function serveKeys(
  sets: Readonly<Record<string, readonly SigningKey[]>>,
): Promise<KeyServer> {
  let answer: KeysAnswer = 'keys';
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    const keys = sets[request.url ?? ''];
    const bodies: Readonly<Record<KeysAnswer, string>> = {
      keys: JSON.stringify({ keys: (keys ?? []).map(({ jwk }) => jwk) }),
      outage: '',
      nonsense: '<html>',
      noKeys: '{"error":"temporarily_unavailable"}',
    };
    response.statusCode = keys === undefined ? 404 : answer === 'outage' ? 503 : 200;
    response.setHeader('content-type', 'application/json');
    response.end(bodies[answer]);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    answers: (next) => {
      answer = next;
    },
    asked: () => asked,
    stop: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

export function sign(claims: JWTPayload, key: SigningKey): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'JWT' })
    .sign(key.privateKey);
}
