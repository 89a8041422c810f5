import { Radio, RadioGroup, Spinner, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../../bot/http/contract/me.ts';
import type { Meeting } from '../../../../bot/http/contract/meetings.ts';
import { MyPairings } from '../../../../bot/http/contract/my-pairings.ts';
import type { PersonSummary } from '../../../../bot/http/contract/person.ts';
import { useAct, useMeetingTimes } from '../../../api/queries.ts';
import { ActionDialog } from '../../../components/action-dialog.tsx';
import { Trouble } from '../../../components/trouble.tsx';
import { useClocks } from '../clocks.ts';

/** Moves one meeting to a time at which both are free, or finds one for a meeting that has none. */
export function MoveDialog(props: {
  readonly meeting: Meeting;
  readonly partner: PersonSummary;
  readonly me: Me;
  readonly close: () => void;
}) {
  const { meeting, partner, me, close } = props;
  const { t } = useTranslation();
  const clocks = useClocks(me, partner);
  const [chosen, setChosen] = useState<string | null>(null);
  const found = useMeetingTimes(meeting.id);
  const act = useAct(MyPairings, (startsAt: string) => ['POST', `/my/meetings/${meeting.id}/move`, { startsAt }]);
  const isOpen = meeting.state === 'open';
  const when = clocks.at(meeting.startsAt);
  return (
    <ActionDialog
      title={isOpen ? t('my.move.findTitle', { name: partner.displayName }) : t('my.move.title', { when })}
      action={isOpen ? t('my.move.book') : t('my.move.move')}
      isDisabled={chosen === null || act.isPending}
      error={act.error}
      act={() => chosen !== null && act.mutate(chosen, { onSuccess: close })}
      close={close}
    >
      {found.isPending && <Spinner size="small" label={t('my.move.looking')} />}
      <Trouble error={found.error} />
      {found.data?.times.length === 0 && <Text role="status">{t('my.move.none')}</Text>}
      {found.data !== undefined && found.data.times.length > 0 && (
        <>
          <Text>{t('my.move.text', { name: partner.displayName })}</Text>
          <RadioGroup
            aria-label={t('my.move.times')}
            value={chosen ?? ''}
            onChange={(_, { value }) => setChosen(value)}
          >
            {found.data.times.map((startsAt) => (
              <Radio
                key={startsAt}
                value={startsAt}
                label={[clocks.at(startsAt), clocks.theirs(startsAt)].filter(Boolean).join(' · ')}
              />
            ))}
          </RadioGroup>
        </>
      )}
    </ActionDialog>
  );
}
