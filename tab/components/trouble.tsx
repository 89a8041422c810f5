import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { ApiProblem, SignInLost, Unreachable } from '../api/client.ts';

/**
 * Says what went wrong, in the server's words for people, with what to quote to an administrator. `isShown` tells the fields
 * that say beside themselves what is wrong with them; `again` tries once more.
 */
export function Trouble(props: {
  readonly error: Error | null;
  readonly isShown?: (field: string) => boolean;
  readonly again?: () => void;
}) {
  const { error, isShown = () => false, again } = props;
  const { t } = useTranslation();
  if (!error) return null;
  const isTold = error instanceof ApiProblem;
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        {isTold ? error.message : unreachedText(error, t)}
        {isTold &&
          error.fields
            .filter(({ field }) => !isShown(field))
            .map(({ field, rule }) => <div key={`${field} ${rule}`}>{`${field}: ${rule}`}</div>)}
        {isTold && <div>{t('reference', { reference: error.reference })}</div>}
      </MessageBarBody>
      {again && (
        <MessageBarActions>
          <Button size="small" onClick={again}>
            {t(error instanceof SignInLost ? 'connection.signIn' : 'tryAgain')}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}

/** What is said where the server has said nothing itself. */
function unreachedText(error: Error, t: TFunction): string {
  if (error instanceof SignInLost) return t('signInLost');
  return error instanceof Unreachable ? t('unreachable') : t('unknownTrouble');
}
