import { useWords } from '../../../app/words.tsx';
import { useFlow } from '../../../clouds/use-flow.ts';

/** How the pane is called in its first step: as the article calls it in that cloud. */
export function useReplacePaneTitle(): { readonly first: string } {
  const { t } = useWords();
  const { severalUsers } = useFlow();
  return {
    first: severalUsers === 'moreOptions' ? t.users.manageLicenses : t.several.replaceProducts,
  };
}
