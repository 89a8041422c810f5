import { mergeClasses, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../../bot/http/contract/me.ts';
import type { Meeting } from '../../../../bot/http/contract/meetings.ts';
import type { MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { PageLink } from '../../../components/page-link.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { useClocks } from '../clocks.ts';
import { MeetingMenu } from './meeting-menu.tsx';
import { canChange } from '../meetings-to-come.ts';
import { talkedText } from '../talked.ts';

/** One meeting: when it is, how it stands, and what can be done about it. */
export function MeetingItem(props: { readonly pairing: MyPairing; readonly meeting: Meeting; readonly me: Me }) {
  const { pairing, meeting, me } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const clocks = useClocks(me, pairing.partner);
  const name = pairing.partner.displayName;
  const { state, response, pending, whoTalked, theirWords } = meeting;
  const isPlanned = state === 'planned';
  const facts = [
    ...(isPlanned ? [] : [t(`my.meetings.state.${state}`)]),
    ...(isPlanned && meeting.isMoved ? [t('my.meetings.moved')] : []),
    ...(isPlanned && response
      ? [t(`my.meetings.response.${response.by === pairing.role ? 'mine' : 'theirs'}.${response.response}`, { name })]
      : []),
  ];
  return (
    <li className={styles.item}>
      <div className={mergeClasses(styles.grow, styles.tight)}>
        <Text>{clocks.span(meeting.startsAt, meeting.endsAt)}</Text>
        {facts.length > 0 && <Text className={styles.quiet}>{facts.join(' · ')}</Text>}
        {whoTalked && <Text className={styles.quiet}>{talkedText(whoTalked, name, t)}</Text>}
        {theirWords !== null && <Text>{t('my.theirWords', { name, words: theirWords })}</Text>}
        {meeting.problem !== null && <Text>{t(`my.meetings.problem.${meeting.problem}`)}</Text>}
      </div>
      {pending !== null && (
        <Text role="status" className={styles.quiet}>
          {t(`my.meetings.pending.${pending}`)}
        </Text>
      )}
      {state === 'held' && (
        <PageLink
          to={`/my/meetings/${meeting.id}`}
          label={t('together.meetings.lookOf', { when: clocks.day(meeting.startsAt) })}
        >
          {t('together.meetings.look')}
        </PageLink>
      )}
      {(isPlanned || canChange(pairing, meeting)) && (
        <MeetingMenu pairing={pairing} meeting={meeting} me={me} when={clocks.at(meeting.startsAt)} />
      )}
    </li>
  );
}
