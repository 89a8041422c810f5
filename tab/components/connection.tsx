import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { onlineManager, useQueryClient, type Query } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { SignInLost } from '../api/client.ts';
import { useLive } from '../api/use-live.tsx';

/** Says when what is shown may be old: the browser is offline, or the sign-in has ended. Nothing while all is well. */
export function Connection() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { state, followAnew } = useLive();
  const isOnline = useSyncExternalStore(
    (changed) => onlineManager.subscribe(changed),
    () => onlineManager.isOnline(),
  );
  // The news may still come on what was opened with the sign-in that has ended.
  const isOld = useSyncExternalStore(
    (changed) => client.getQueryCache().subscribe(changed),
    () => client.getQueryCache().getAll().some(isSignedOutOf),
  );
  const isSignedOut = state === 'signed-out' || isOld;
  const trouble = !isOnline ? 'offline' : isSignedOut ? 'signedOut' : null;
  const signIn = () => {
    if (state === 'signed-out') followAnew();
    void client.invalidateQueries();
  };
  return (
    <div role="status">
      {trouble !== null && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t(`connection.${trouble}`)}</MessageBarBody>
          {trouble === 'signedOut' && (
            <MessageBarActions>
              <Button size="small" onClick={signIn}>
                {t('connection.signIn')}
              </Button>
            </MessageBarActions>
          )}
        </MessageBar>
      )}
    </div>
  );
}

/** What is shown of it may be old, for nobody is signed in to ask anew. */
const isSignedOutOf = (query: Query): boolean =>
  query.isActive() && query.state.data !== undefined && query.state.error instanceof SignInLost;
