import { Button, Card, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Me, MyPairing } from '../../../bot/http/contract/contract.ts';
import { useSurroundings } from '../../api/queries.ts';
import { usePageStyles } from '../../components/styles.ts';
import { useClocks } from './clocks.ts';
import { canChange, inOrder } from './meetings-to-come.ts';
import { MoveDialog } from './move-dialog.tsx';

/** When the two meet next, one press away. */
export function NextMeeting({ pairing, me }: { readonly pairing: MyPairing; readonly me: Me }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const go = useNavigate();
  const { host } = useSurroundings();
  const clocks = useClocks(me, pairing.partner);
  const [isMoving, setIsMoving] = useState(false);
  const next = inOrder(pairing.meetings).find((meeting) => meeting.state === 'planned');
  if (!next) {
    return (
      <Card>
        <h2 className={styles.heading}>{t('my.next')}</h2>
        <Text>{t('my.nextNone')}</Text>
      </Card>
    );
  }
  const { joinUrl } = next;
  const theirs = clocks.theirs(next.startsAt);
  return (
    <Card>
      <h2 className={styles.heading}>{t('my.next')}</h2>
      <Text weight="semibold">{clocks.span(next.startsAt, next.endsAt)}</Text>
      {theirs !== null && <Text>{theirs}</Text>}
      <Text className={styles.quiet}>
        {`${t('my.of', { number: next.number, meetings: pairing.meetings.length })} · ${t(next.agendaPublishedAt === null ? 'my.agendaNotSet' : 'my.agendaSet')}`}
      </Text>
      <div className={styles.row}>
        {joinUrl !== null && (
          <Button appearance="primary" onClick={() => host.openLink(joinUrl)}>
            {t('my.join')}
          </Button>
        )}
        <Button onClick={() => void go(`/my/meetings/${next.id}`)}>{t('my.openAgenda')}</Button>
        {canChange(pairing, next) && (
          <Button appearance="subtle" onClick={() => setIsMoving(true)}>
            {t('my.meetings.move')}
          </Button>
        )}
      </div>
      {isMoving && <MoveDialog meeting={next} partner={pairing.partner} me={me} close={() => setIsMoving(false)} />}
    </Card>
  );
}
