import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Participation } from '../../../bot/http/contract/participations.ts';
import { useLeave } from '../../api/profile.ts';
import { useMyPairings } from '../../api/queries.ts';
import { ActionDialog } from '../../components/action-dialog.tsx';

/** Asks before somebody leaves a programme, and says what becomes of their pairings. Nobody has to say why. */
export function LeaveDialog(props: { readonly participation: Participation; readonly close: () => void }) {
  const { programmeId, programme } = props.participation;
  const { t } = useTranslation();
  const pairings = useMyPairings();
  const leave = useLeave(programmeId);
  const running = (pairings.data?.pairings ?? []).filter(
    (one) => one.programme.id === programmeId && one.state !== 'closed',
  );
  return (
    <ActionDialog
      title={t('profile.leave.title', { programme })}
      action={t('profile.leave.action')}
      dismiss={t('profile.leave.stay')}
      isDisabled={leave.isPending || pairings.isPending}
      error={leave.error}
      act={() => leave.mutate(undefined, { onSuccess: props.close })}
      close={props.close}
    >
      <Text>{t('profile.leave.noFault')}</Text>
      {running.map(({ id, partner, state }) => (
        <Text key={id}>
          {t(state === 'offered' ? 'profile.leave.offer' : 'profile.leave.pairing', { name: partner.displayName })}
        </Text>
      ))}
      <Text>{t('profile.leave.choices')}</Text>
    </ActionDialog>
  );
}
