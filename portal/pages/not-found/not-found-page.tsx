import { Link, Text } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useWords } from '../../app/words.tsx';
import { Page } from '../../parts/page.tsx';

export default function NotFoundPage(): ReactNode {
  const { t } = useWords();
  return (
    <Page title={t.notFound.title}>
      <Text>{t.notFound.text}</Text>
      <Link href="/">{t.nav.home}</Link>
    </Page>
  );
}
