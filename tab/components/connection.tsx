import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { onlineManager, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../api/use-live.tsx';

/** Says when what is shown may be old: the browser is offline, or the sign-in has ended. Nothing while all is well. */
export function Connection() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { state } = useLive();
  const isOnline = useSyncExternalStore(
    (changed) => onlineManager.subscribe(changed),
    () => onlineManager.isOnline(),
  );
  const trouble = !isOnline ? 'offline' : state === 'signed-out' ? 'signedOut' : null;
  return (
    <div role="status">
      {trouble !== null && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t(`connection.${trouble}`)}</MessageBarBody>
          {trouble === 'signedOut' && (
            <MessageBarActions>
              <Button size="small" onClick={() => void client.invalidateQueries()}>
                {t('connection.signIn')}
              </Button>
            </MessageBarActions>
          )}
        </MessageBar>
      )}
    </div>
  );
}
