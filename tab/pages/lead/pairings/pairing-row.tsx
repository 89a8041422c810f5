import { Badge, Button, Checkbox, makeStyles, mergeClasses, Text, Tooltip } from '@fluentui/react-components';
import { PanelRightExpandRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { LeadPairing } from '../../../../bot/http/contract/pairings.ts';
import { useSurroundings } from '../../../api/queries.ts';
import { PersonLine } from '../../../components/person.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import type { RowPlace } from '../../../components/virtual-rows.tsx';
import { dayOf } from '../../../components/when.ts';
import { HealthWord } from './health-word.tsx';
import { PairingMenu } from './pairing-menu.tsx';
import { changesOf, stateColours, stateShown } from './pairing-words.ts';

const isWide = '@media (min-width: 900px)';
export const useRowStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '32px minmax(0, 1fr) 68px',
    gridTemplateAreas: '"choose people actions" "choose state state" "choose meetings meetings"',
    columnGap: '12px',
    rowGap: '8px',
    alignItems: 'center',
    [isWide]: {
      gridTemplateColumns: '32px minmax(0, 5fr) minmax(0, 3fr) minmax(0, 3fr) 68px',
      gridTemplateAreas: '"choose people state meetings actions"',
    },
  },
  choose: { gridArea: 'choose', alignSelf: 'start', [isWide]: { alignSelf: 'center' } },
  people: {
    gridArea: 'people',
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: '6px 12px',
    '@media (min-width: 560px)': { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
  },
  state: { gridArea: 'state', display: 'flex', flexWrap: 'wrap', gap: '4px' },
  meetings: { gridArea: 'meetings', display: 'flex', flexDirection: 'column', minWidth: '0' },
  actions: { gridArea: 'actions', display: 'flex', justifyContent: 'flex-end' },
});

/** The cells of one pairing. */
export function PairingRow(props: {
  readonly pairing: LeadPairing;
  readonly programmeId: string;
  readonly isChosen: boolean;
  readonly place: RowPlace;
  readonly choose: () => void;
  readonly open: () => void;
}) {
  const { pairing, programmeId, isChosen, place, choose, open } = props;
  const { t } = useTranslation();
  const { host } = useSurroundings();
  const styles = useRowStyles();
  const page = usePageStyles();
  const { mentee, mentor, nextMeetingAt, nextHasAgenda, lastMeetingAt } = pairing;
  const names = { mentor: mentor.displayName, mentee: mentee.displayName };
  const state = stateShown(pairing);
  const changes = changesOf(pairing, t);
  const isGoingOn = pairing.state === 'active' || pairing.state === 'paused';
  return (
    <>
      <div role="gridcell" className={styles.choose}>
        <Checkbox
          checked={isChosen}
          onChange={choose}
          aria-label={t('pairings.choose', names)}
          tabIndex={place.tabIndex}
        />
      </div>
      <div role="gridcell" className={styles.people}>
        <PersonLine person={mentor} />
        <PersonLine person={mentee} />
        <span className={page.heard}>{t('lead.mentors', names)}</span>
      </div>
      <div role="gridcell" className={styles.state}>
        <Badge appearance="tint" color={stateColours[state] ?? 'informative'}>
          {t(`lead.state.${state}`)}
        </Badge>
        <HealthWord pairing={pairing} />
      </div>
      <div role="gridcell" className={styles.meetings}>
        {isGoingOn && (
          <Text size={200}>
            {nextMeetingAt === null
              ? t('pairings.noNext')
              : t('pairings.next', { when: dayOf(nextMeetingAt, host.locale) })}
            {nextHasAgenda !== null && ` · ${t(nextHasAgenda ? 'pairings.agendaSet' : 'pairings.agendaNotSet')}`}
          </Text>
        )}
        {isGoingOn && (
          <Text size={200} className={page.quiet}>
            {lastMeetingAt === null
              ? t('pairings.noLast')
              : t('pairings.last', { when: dayOf(lastMeetingAt, host.locale) })}
          </Text>
        )}
        {changes.length > 0 && (
          <Text size={200} className={mergeClasses(page.quiet)}>
            {changes.join(' · ')}
          </Text>
        )}
      </div>
      <div role="gridcell" className={styles.actions}>
        <Tooltip content={t('pairings.open', names)} relationship="label">
          <Button appearance="subtle" icon={<PanelRightExpandRegular />} onClick={open} tabIndex={place.tabIndex} />
        </Tooltip>
        {isGoingOn && <PairingMenu pairing={pairing} programmeId={programmeId} tabIndex={place.tabIndex} />}
      </div>
    </>
  );
}
