import { Button, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../../bot/http/contract/me.ts';
import type { Meeting } from '../../../../bot/http/contract/meetings.ts';
import { MyPairings, type MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { useAct } from '../../../api/queries.ts';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';
import { useClocks } from '../clocks.ts';
import { lazily } from '../../../components/lazily.tsx';

const MoveDialog = lazily(async () => (await import('../pairing/move-dialog.tsx')).MoveDialog);

/** New times for one meeting that was cancelled or declined, to be chosen by whoever comes first. */
export function NewTime(props: { readonly pairing: MyPairing; readonly meeting: Meeting; readonly me: Me }) {
  const { pairing, meeting, me } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const clocks = useClocks(me, pairing.partner);
  const [isLooking, setIsLooking] = useState(false);
  const act = useAct(MyPairings, (startsAt: string) => ['POST', `/my/meetings/${meeting.id}/move`, { startsAt }]);
  const name = pairing.partner.displayName;
  const was = clocks.at(meeting.startsAt);
  const isMine = meeting.response?.by === pairing.role;
  return (
    <>
      <Text>
        {meeting.state === 'open'
          ? t('my.newTime.cancelled', { was })
          : isMine
            ? t('my.newTime.youDeclined', { was })
            : t('my.newTime.theyDeclined', { was, name })}
      </Text>
      <ul className={styles.list}>
        {meeting.options.map((startsAt) => {
          const when = clocks.at(startsAt);
          const theirs = clocks.theirs(startsAt);
          return (
            <li key={startsAt} className={styles.item}>
              <span className={styles.grow}>
                <Text weight="semibold" block>
                  {when}
                </Text>
                {theirs !== null && <Text block>{theirs}</Text>}
              </span>
              <Button
                aria-label={t('my.times.takeOf', { when })}
                disabled={act.isPending}
                onClick={() => act.mutate(startsAt)}
              >
                {t('my.times.take')}
              </Button>
            </li>
          );
        })}
      </ul>
      <Trouble error={act.error} />
      <div className={styles.row}>
        <Button appearance="subtle" onClick={() => setIsLooking(true)}>
          {t('my.newTime.other')}
        </Button>
      </div>
      <Text className={styles.quiet}>
        {meeting.decideBy === null
          ? t('my.newTime.stays')
          : t('my.times.otherwise', { when: clocks.at(meeting.decideBy) })}
      </Text>
      {isLooking && (
        <MoveDialog meeting={meeting} partner={pairing.partner} me={me} close={() => setIsLooking(false)} />
      )}
    </>
  );
}
