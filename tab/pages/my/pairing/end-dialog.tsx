import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { MyPairings, type MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { useAct } from '../../../api/queries.ts';
import { ActionDialog } from '../../../components/action-dialog.tsx';

/** Asks before a pairing is ended. Nobody has to say why. */
export function EndDialog({ pairing, close }: { readonly pairing: MyPairing; readonly close: () => void }) {
  const { t } = useTranslation();
  const act = useAct(MyPairings, () => ['POST', `/my/pairings/${pairing.id}/end`]);
  return (
    <ActionDialog
      title={t('my.end.title', { name: pairing.partner.displayName })}
      action={t('buttons.endIt')}
      dismiss={t('my.end.keep')}
      isDisabled={act.isPending}
      error={act.error}
      act={() => act.mutate(undefined, { onSuccess: close })}
      close={close}
    >
      <Text>{t('my.end.noFault')}</Text>
      <Text>{t('my.end.meetings')}</Text>
    </ActionDialog>
  );
}
