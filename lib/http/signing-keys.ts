import type { JWTVerifyGetKey } from 'jose';
import { createRemoteJWKSet } from 'jose';
import { z } from 'zod';
import type { UnseatError } from '../errors.ts';
import { signingKeysUnavailable } from '../refusals/service.ts';
import { addMs, msBetween } from '../licensing/time.ts';
import type { Instant } from '../licensing/time.ts';

/** Entra's keys name their issuer beside what the standard knows. */
const IssuedKey = z.object({ issuer: z.string() });

const timeoutMs = 5000;
const freshMs = 10 * 60 * 1000;
/** Keys are believed this long while their authority does not answer: one it withdrew is not believed for ever. */
const mostStaleMs = 24 * 60 * 60 * 1000;
/** The authority is asked no more often for keys it did not give. */
const cooldownMs = 30 * 1000;

/**
 * The keys an authority publishes, read again when they are 10 minutes old. While the authority is out, those that are known
 * stay good for a day; and that a key is unknown is said only of keys that were read for this token.
 */
export class SigningKeys {
  readonly #remote: ReturnType<typeof createRemoteJWKSet>;
  readonly #clock: () => Instant;
  #readAt: Instant | null = null;
  #askedAt: Instant | null = null;

  /** @param url of a JSON Web Key Set */
  constructor(url: string, clock: () => Instant) {
    this.#remote = createRemoteJWKSet(new URL(url), {
      timeoutDuration: timeoutMs,
      // When to read them again is decided here.
      cacheMaxAge: Infinity,
      cooldownDuration: Infinity,
    });
    this.#clock = clock;
  }

  /**
   * The key of a token.
   * @throws UnseatError serviceUnavailable when it is not known and the keys can't be read now
   * @throws JWKSNoMatchingKey when the authority does not publish it
   */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    const isJustRead = await this.#refresh();
    const { kid } = header;
    if (kid !== undefined && !isJustRead && this.#key(kid) === undefined) await this.#lookAgain();
    return this.#remote(header, token);
  };

  /** The `issuer` member of a key: which issuer may use it. */
  issuerOf(kid: string | undefined): string | null {
    return IssuedKey.safeParse(this.#key(kid)).data?.issuer ?? null;
  }

  #key(kid: string | undefined) {
    return this.#remote.jwks()?.keys.find((key) => key.kid === kid);
  }

  /** @returns whether the keys were read for this call */
  async #refresh(): Promise<boolean> {
    if (this.#isWithin(freshMs, this.#readAt)) return false;
    const isUsable = this.#isWithin(mostStaleMs, this.#readAt);
    if (isUsable && this.#isWithin(cooldownMs, this.#askedAt)) return false;
    try {
      return await this.#read();
    } catch (error) {
      if (!isUsable) throw error;
      return false;
    }
  }

  /** A key may have been published since: whoever signed with it must not be told that the token is wrong. */
  async #lookAgain(): Promise<void> {
    if (this.#askedAt !== null && this.#isWithin(cooldownMs, this.#askedAt)) {
      const waitMs = msBetween(this.#clock(), addMs(this.#askedAt, cooldownMs));
      throw outage(Math.ceil(waitMs / 1000));
    }
    await this.#read();
  }

  async #read(): Promise<boolean> {
    const isOwn = !this.#remote.reloading;
    const at = this.#clock();
    this.#askedAt = at;
    try {
      await this.#remote.reload();
    } catch (error) {
      throw outage(cooldownMs / 1000, error);
    }
    this.#readAt = at;
    return isOwn;
  }

  /** A clock that was set back makes nothing younger. */
  #isWithin(ms: number, at: Instant | null): boolean {
    return at !== null && Math.abs(msBetween(at, this.#clock())) < ms;
  }
}

function outage(seconds: number, cause?: unknown): UnseatError {
  return signingKeysUnavailable(
    {},
    { cause, retryAfterSeconds: Math.min(Math.max(seconds, 1), cooldownMs / 1000) },
  );
}
