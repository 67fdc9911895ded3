import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import { Client, MiddlewareFactory } from '@microsoft/microsoft-graph-client';
import type { AuthenticationProvider, RequestInformation } from '@microsoft/kiota-abstractions';
import { GraphRequestAdapter } from '@microsoft/msgraph-sdk';
import type { DirectoryServiceClient } from '@microsoft/msgraph-sdk-directory';
import { createDirectoryServiceClient } from '@microsoft/msgraph-sdk-directory';
import type { UsersServiceClient } from '@microsoft/msgraph-sdk-users';
import { createUsersServiceClient } from '@microsoft/msgraph-sdk-users';

/**
 * The JavaScript client of Graph as it is. It sends its token and follows links over https only, so the test stands
 * where a proxy that ends TLS would: the client talks https, the local host hears http and is told so.
 */
export function javascriptClient(url: string, token: string): Client {
  const provider = { getAccessToken: () => Promise.resolve(token) };
  const chain = MiddlewareFactory.getDefaultMiddlewareChain(provider).slice(0, -1);
  for (const [index, middleware] of chain.entries()) {
    middleware.setNext?.(chain[index + 1] ?? withoutTls);
  }
  const [first] = chain;
  if (first === undefined) throw new Error('the client has no middleware');
  return Client.initWithMiddleware({
    middleware: first,
    baseUrl: `${url.replace('http:', 'https:')}/`,
    customHosts: new Set([new URL(url).hostname]),
  });
}

const withoutTls: Middleware = {
  execute: async (context: Context) => {
    const address = typeof context.request === 'string' ? context.request : context.request.url;
    const headers = new Headers(
      Object.entries(context.options?.headers ?? {}).map(([name, value]) => [name, String(value)]),
    );
    headers.set('x-forwarded-proto', 'https');
    context.response = await fetch(address.replace('https:', 'http:'), {
      ...context.options,
      headers,
    });
  },
};

/** The TypeScript SDK of Graph as it is. */
export function typescriptClient(
  url: string,
  token: string,
): Pick<UsersServiceClient, 'users'> & Pick<DirectoryServiceClient, 'directory'> {
  const provider: AuthenticationProvider = {
    authenticateRequest: (request: RequestInformation) => {
      request.headers.add('Authorization', `Bearer ${token}`);
      return Promise.resolve();
    },
  };
  const adapter = new GraphRequestAdapter(provider);
  adapter.baseUrl = `${url}/v1.0`;
  const { users } = createUsersServiceClient(adapter);
  const { directory } = createDirectoryServiceClient(adapter);
  return { users, directory };
}
