import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { UserAnswer } from '../../../api/calls.ts';
import { calls } from '../../../api/calls.ts';
import { useCall } from '../../../api/queries.ts';
import { useWords } from '../../../app/words.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { Waiting } from '../../../parts/waiting.tsx';

const useStyles = makeStyles({
  apps: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
});

/** The services of everything somebody has: all of them go with their product. */
export function AppsList({ user }: { readonly user: UserAnswer }): ReactNode {
  const styles = useStyles();
  const { t } = useWords();
  const { data, error, refetch } = useCall(calls.productsWithPlans());
  if (error !== null) return <Problem error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Waiting />;
  const apps = user.licenses.flatMap(({ skuId, displayName, disabledPlans }) => {
    const plans = data.value.find((product) => product.skuId === skuId)?.servicePlans ?? [];
    return plans.map((plan) => ({
      key: `${skuId} ${plan.servicePlanId}`,
      name: plan.displayName ?? plan.servicePlanName,
      product: displayName,
      isOff: disabledPlans.includes(plan.servicePlanId),
    }));
  });
  if (apps.length === 0) return <Text>{t.users.noApps}</Text>;
  return (
    <ul className={styles.apps}>
      {apps.map(({ key, name, product, isOff }) => (
        <li key={key}>{isOff ? t.users.appOff(name, product) : t.users.app(name, product)}</li>
      ))}
    </ul>
  );
}
