import { Badge, Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Me } from '../../../../bot/http/contract/me.ts';
import type { Meeting } from '../../../../bot/http/contract/meetings.ts';
import type { MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { useSurroundings } from '../../../api/queries.ts';
import { Section } from '../../../components/section.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { useClocks } from '../clocks.ts';
import { canChange, inOrder } from '../meetings-to-come.ts';
import { lazily } from '../../../components/lazily.tsx';

const MoveDialog = lazily(async () => (await import('../pairing/move-dialog.tsx')).MoveDialog);

const useStyles = makeStyles({
  when: {
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
  },
  facts: { display: 'flex', flexDirection: 'column', gap: '2px' },
});

/** When the two meet next, one press away. */
export function NextMeeting(props: {
  readonly pairing: MyPairing;
  readonly me: Me;
  readonly now: number;
  /** Nothing on the page comes before it. */
  readonly isMain: boolean;
}) {
  const { pairing, me, now, isMain } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const clocks = useClocks(me, pairing.partner);
  // They have no time just now, and are about to be given one.
  const underWay = pairing.meetings.filter(({ state, pending }) => state === 'open' && pending !== null);
  const next = inOrder(pairing.meetings).find((meeting) => meeting.state === 'planned');
  const isOn = next !== undefined && Date.parse(next.startsAt) <= now && now < Date.parse(next.endsAt);
  return (
    <Section heading={t('my.next')} aside={isOn && <Badge appearance="tint">{t('together.onNow')}</Badge>}>
      {next && <Next pairing={pairing} meeting={next} me={me} isMain={isMain || isOn} />}
      {!next && underWay.length === 0 && <Text>{t('my.nextNone')}</Text>}
      {underWay.map(({ id, startsAt, pending }) => (
        <div key={id} className={styles.row}>
          <Text>{t('together.inPlaceOf', { when: clocks.at(startsAt) })}</Text>
          <Text role="status" className={styles.quiet}>
            {pending !== null && t(`my.meetings.pending.${pending}`)}
          </Text>
        </div>
      ))}
    </Section>
  );
}

function Next(props: {
  readonly pairing: MyPairing;
  readonly meeting: Meeting;
  readonly me: Me;
  readonly isMain: boolean;
}) {
  const { pairing, meeting, me, isMain } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  const go = useNavigate();
  const { host } = useSurroundings();
  const clocks = useClocks(me, pairing.partner);
  const [isMoving, setIsMoving] = useState(false);
  const { joinUrl, agenda, agendaPublishedAt, pending, problem } = meeting;
  const theirs = clocks.theirs(meeting.startsAt);
  const number = t('my.of', { number: meeting.number, meetings: pairing.meetings.length });
  const state = t(agendaPublishedAt === null ? 'my.agendaNotSet' : 'my.agendaSet');
  const suggested = pairing.role === 'mentee' ? agenda.filter((item) => item.state === 'suggested').length : 0;
  return (
    <>
      <div className={own.facts}>
        <Text className={own.when}>{clocks.span(meeting.startsAt, meeting.endsAt)}</Text>
        {theirs !== null && <Text>{theirs}</Text>}
        <Text className={styles.quiet}>{`${number} · ${state}`}</Text>
        {suggested > 0 && (
          <Text className={styles.quiet}>
            {t('together.suggested', { count: suggested, name: pairing.partner.displayName })}
          </Text>
        )}
        {pending !== null && (
          <Text role="status" className={styles.quiet}>
            {t(`my.meetings.pending.${pending}`)}
          </Text>
        )}
        {problem !== null && <Text>{t(`my.meetings.problem.${problem}`)}</Text>}
      </div>
      <div className={styles.row}>
        {joinUrl !== null && (
          <Button appearance={isMain ? 'primary' : 'outline'} onClick={() => host.openLink(joinUrl)}>
            {t('my.join')}
          </Button>
        )}
        <Button onClick={() => void go(`/my/meetings/${meeting.id}`)}>{t('my.openAgenda')}</Button>
        {canChange(pairing, meeting) && (
          <Button appearance="subtle" onClick={() => setIsMoving(true)}>
            {t('my.meetings.move')}
          </Button>
        )}
      </div>
      {isMoving && <MoveDialog meeting={meeting} partner={pairing.partner} me={me} close={() => setIsMoving(false)} />}
    </>
  );
}
