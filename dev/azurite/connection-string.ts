export interface AzuritePorts {
  readonly blob: number;
  readonly queue: number;
  readonly table: number;
}

/** The account and key every Azurite has; Microsoft publishes them, they protect nothing. */
const account = 'devstoreaccount1';
const key =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

export function toConnectionString({ blob, queue, table }: AzuritePorts): string {
  return [
    'DefaultEndpointsProtocol=http',
    `AccountName=${account}`,
    `AccountKey=${key}`,
    `BlobEndpoint=${serviceUrl(blob)}`,
    `QueueEndpoint=${serviceUrl(queue)}`,
    `TableEndpoint=${serviceUrl(table)}`,
    '',
  ].join(';');
}

export function serviceUrl(port: number): string {
  return `http://127.0.0.1:${port}/${account}`;
}
