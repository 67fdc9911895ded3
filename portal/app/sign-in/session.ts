import type { ReactNode } from 'react';
import type { SignInAnswer } from '../../api/calls.ts';
import type { TokenSource } from '../../api/send.ts';

/** How the pages get tokens, and how somebody leaves. */
export interface Session {
  readonly token: TokenSource;
  readonly signOut: () => void;
}

/** Shows what signs people in until there is a session, and then what is inside. */
export interface SignInProps {
  readonly answer: SignInAnswer;
  readonly children: (session: Session) => ReactNode;
}
