import type { ReactNode } from 'react';
import { lazy, Suspense } from 'react';
import { useAddress } from '../../app/use-address.ts';
import { useWords } from '../../app/words.tsx';
import { useFlow } from '../../clouds/use-flow.ts';
import { Page } from '../../parts/page.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { ProductList } from './product-list.tsx';

const ProductPage = lazy(() => import('./product-page.tsx'));

/** Billing > Licenses: the products, or with `product` in the address who has one. */
export default function LicensesPage(): ReactNode {
  const { t } = useWords();
  const { read } = useAddress();
  const { hasLicensesPage } = useFlow();
  const skuId = read('product');
  if (!hasLicensesPage) return <Page title={t.nav.licenses}>{t.licenses.otherPage}</Page>;
  if (skuId === null) return <ProductList />;
  return (
    <Suspense fallback={<Waiting />}>
      <ProductPage key={skuId} skuId={skuId} />
    </Suspense>
  );
}
