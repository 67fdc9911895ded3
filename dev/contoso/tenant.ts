/** The sample tenant: the id Microsoft's documentation uses for a tenant that is nobody's. */
export const CONTOSO_TENANT_ID = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';
export const CONTOSO_FOLDER = import.meta.dirname;
/** Somebody to try things on: accounts.payable@contoso.com, who holds Microsoft 365 E3 directly. */
export const CONTOSO_EXAMPLE = {
  skuId: '05e9a617-0261-4cee-bb44-138d3ef5d965',
  userId: '3c89847d-788d-545f-8564-6d25148d19ba',
};
