import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../../bot/http/contract/me.ts';
import type { Meeting } from '../../../../bot/http/contract/meetings.ts';
import type { MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { Section } from '../../../components/section.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { inOrder, isToCome } from '../meetings-to-come.ts';
import { MeetingItem } from './meeting-item.tsx';
import { OfPairing } from './of-pairing.tsx';
import { Rhythm } from './rhythm.tsx';

/** All meetings of the two, those to come and those that are over, and how often they meet. */
export function MeetingsPage({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  return (
    <OfPairing title={() => t('my.meetings.title')}>{(pairing) => <Meetings pairing={pairing} me={me} />}</OfPairing>
  );
}

function Meetings({ pairing, me }: { readonly pairing: MyPairing; readonly me: Me }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const { series, state } = pairing;
  const meetings = inOrder(pairing.meetings);
  const held = meetings.filter(({ wasHeld }) => wasHeld).length;
  const isActive = state === 'active';
  // While a pairing rests, none is to come.
  const toCome = isActive ? meetings.filter(isToCome) : [];
  const past = meetings.filter((meeting) => !isToCome(meeting)).toReversed();
  const list = (shown: readonly Meeting[]) => (
    <ol className={styles.list}>
      {shown.map((meeting) => (
        <MeetingItem key={meeting.id} pairing={pairing} meeting={meeting} me={me} />
      ))}
    </ol>
  );
  return (
    <>
      {isActive && series && <Rhythm pairing={pairing} series={series} me={me} />}
      {meetings.length === 0 && (
        <EmptyState title={t('together.meetings.none')} text={t(`together.meetings.${isActive ? 'soon' : 'later'}`)} />
      )}
      {toCome.length > 0 && (
        <Section
          heading={t('together.meetings.toCome')}
          aside={<Text className={styles.quiet}>{t('my.held', { held, meetings: meetings.length })}</Text>}
        >
          {list(toCome)}
        </Section>
      )}
      {past.length > 0 && <Section heading={t('my.meetings.past')}>{list(past)}</Section>}
    </>
  );
}
