import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/client.ts';

/**
 * Says what went wrong, in the server's words for people, with what to quote to an administrator. `isShown` tells the fields
 * that say beside themselves what is wrong with them.
 */
export function Trouble(props: { readonly error: Error | null; readonly isShown?: (field: string) => boolean }) {
  const { error, isShown = () => false } = props;
  const { t } = useTranslation();
  if (!error) return null;
  const isTold = error instanceof ApiProblem;
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        {isTold ? error.message : t('unknownTrouble')}
        {isTold &&
          error.fields
            .filter(({ field }) => !isShown(field))
            .map(({ field, rule }) => <div key={`${field} ${rule}`}>{`${field}: ${rule}`}</div>)}
        {isTold && <div>{t('reference', { reference: error.reference })}</div>}
      </MessageBarBody>
    </MessageBar>
  );
}
