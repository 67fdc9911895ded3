import {
  Button,
  Card,
  Dropdown,
  Field,
  makeStyles,
  Option,
  Text,
  Title3,
  tokens,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useMemo, useState } from 'react';
import { createSend } from '../../api/send.ts';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { useWords } from '../words.tsx';
import type { LocalChoice, LocalChoices } from './local-choice.ts';
import { keepChoice, localCalls, readChoice } from './local-choice.ts';
import type { Session, SignInProps } from './session.ts';

const sendOpen = createSend(() => Promise.resolve(null));

const useStyles = makeStyles({
  page: {
    minHeight: '100%',
    display: 'grid',
    placeItems: 'center',
    padding: tokens.spacingHorizontalL,
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground3,
  },
  card: {
    width: 'min(420px, 100%)',
    padding: tokens.spacingHorizontalXXL,
    rowGap: tokens.spacingVerticalL,
    boxSizing: 'border-box',
  },
  field: { minWidth: 0 },
  dropdown: { minWidth: 0 },
});

/** Sign-in on one's own machine: whoever sits there may be anybody. */
export default function LocalSignIn({ children }: SignInProps): ReactNode {
  const [choice, setChoice] = useState(readChoice);
  const session = useMemo(
    () =>
      choice &&
      sessionOf(choice, () => {
        keepChoice(null);
        setChoice(null);
      }),
    [choice],
  );
  if (session !== null) return children(session);
  return (
    <ChoicePage
      onChoose={(chosen) => {
        keepChoice(chosen);
        setChoice(chosen);
      }}
    />
  );
}

function sessionOf(choice: LocalChoice, signOut: () => void): Session {
  let token: Promise<string> | null = null;
  const ask = async () => (await sendOpen(localCalls.token(choice))).access_token;
  return {
    token: (wish) => {
      if (wish?.anew === true) token = null;
      token ??= ask().catch((error: unknown) => {
        token = null;
        throw error;
      });
      return token;
    },
    signOut,
  };
}

interface ChoiceProps {
  readonly onChoose: (choice: LocalChoice) => void;
}

function ChoicePage(props: ChoiceProps): ReactNode {
  const styles = useStyles();
  const { data, error, refetch } = useQuery({
    queryKey: ['local-choices'],
    queryFn: () => sendOpen(localCalls.choices()),
  });
  return (
    <main className={styles.page}>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Waiting />}
      {data !== undefined && <ChoiceForm choices={data} {...props} />}
    </main>
  );
}

function ChoiceForm({
  choices: { tenants, roles },
  onChoose,
}: ChoiceProps & { readonly choices: LocalChoices }): ReactNode {
  const styles = useStyles();
  const { t } = useWords();
  const [tenantId, setTenantId] = useState(tenants[0]?.id ?? '');
  const [role, setRole] = useState(roles[0] ?? '');
  const nameOf = (id: string) => tenants.find((tenant) => tenant.id === id)?.displayName ?? '';
  if (tenants.length === 0) return <Text>{t.signIn.noTenant}</Text>;
  return (
    <Card className={styles.card}>
      <Title3 as="h1">{t.signIn.title}</Title3>
      <Text>{t.signIn.local}</Text>
      <Field label={t.signIn.tenant} className={styles.field}>
        <Dropdown
          className={styles.dropdown}
          value={nameOf(tenantId)}
          selectedOptions={[tenantId]}
          onOptionSelect={(_, { optionValue }) => setTenantId(optionValue ?? tenantId)}
        >
          {tenants.map(({ id, displayName, cloud }) => (
            <Option key={id} value={id} text={displayName}>
              {`${displayName} (${t.clouds.of(cloud)})`}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <Field label={t.signIn.role} className={styles.field}>
        <Dropdown
          className={styles.dropdown}
          value={t.roles.of(role)}
          selectedOptions={[role]}
          onOptionSelect={(_, { optionValue }) => setRole(optionValue ?? role)}
        >
          {roles.map((name) => (
            <Option key={name} value={name}>
              {t.roles.of(name)}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <Button appearance="primary" onClick={() => onChoose({ tenantId, role })}>
        {t.signIn.button}
      </Button>
    </Card>
  );
}
