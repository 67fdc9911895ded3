import type { ReactNode } from 'react';
import { Text } from '@fluentui/react-components';
import { useMe } from '../../app/me.tsx';
import { useWords } from '../../app/words.tsx';
import { Page } from '../../parts/page.tsx';

export default function HomePage(): ReactNode {
  const { t } = useWords();
  const { tenant } = useMe();
  return (
    <Page title={t.nav.home}>
      <Text>{t.home.welcome(tenant?.displayName ?? '')}</Text>
    </Page>
  );
}
