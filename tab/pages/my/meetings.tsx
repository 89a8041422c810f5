import { Card, mergeClasses, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Me, MyPairing } from '../../../bot/http/contract/contract.ts';
import { usePageStyles } from '../../components/styles.ts';
import { MeetingItem } from './meeting-item.tsx';
import { inOrder, isToCome } from './meetings-to-come.ts';

/** All meetings of the two: those to come, and folded away those that were held or left out. */
export function MeetingsCard({ pairing, me }: { readonly pairing: MyPairing; readonly me: Me }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const meetings = inOrder(pairing.meetings);
  const held = meetings.filter(({ wasHeld }) => wasHeld).length;
  // While a pairing rests, none is to come.
  const toCome = pairing.state === 'active' ? meetings.filter(isToCome) : [];
  const past = meetings.filter((meeting) => !isToCome(meeting));
  return (
    <Card>
      <h2 className={styles.heading}>{t('my.meetings.title')}</h2>
      <Text className={styles.quiet}>{t('my.held', { held, meetings: meetings.length })}</Text>
      {toCome.length > 0 && (
        <ol className={styles.list}>
          {toCome.map((meeting) => (
            <MeetingItem key={meeting.id} pairing={pairing} meeting={meeting} me={me} />
          ))}
        </ol>
      )}
      {past.length > 0 && (
        <details>
          <summary className={styles.summary}>{t('my.meetings.past')}</summary>
          <ol className={mergeClasses(styles.list, styles.folded)}>
            {past.map((meeting) => (
              <MeetingItem key={meeting.id} pairing={pairing} meeting={meeting} me={me} />
            ))}
          </ol>
        </details>
      )}
    </Card>
  );
}
