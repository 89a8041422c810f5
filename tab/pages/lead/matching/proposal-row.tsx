import {
  Badge,
  Button,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Text,
  ToggleButton,
  tokens,
  Tooltip,
} from '@fluentui/react-components';
import {
  ArrowRightRegular,
  ArrowSwapRegular,
  ChevronDownRegular,
  ChevronUpRegular,
  LockClosedFilled,
  LockOpenRegular,
  MoreHorizontalRegular,
  ProhibitedRegular,
  QuestionCircleRegular,
} from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { Proposal } from '../../../../bot/http/contract/matching.ts';
import type { PersonSummary } from '../../../../bot/http/contract/person.ts';
import type { Weights } from '../../../../bot/http/contract/programme.ts';
import { FitBar } from '../../../components/fit-bar.tsx';
import { Reasons } from '../../../components/reasons.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import type { RowPlace } from '../../../components/virtual-rows.tsx';
import type { Standing } from './decide.ts';
import { FitPartsList } from './fit-parts.tsx';

/** What can be done with a proposal. */
export type RowAction = 'details' | 'lock' | 'forbid' | 'why-not' | 'swap';

const isWide = '@media (min-width: 720px)';
export const useRowStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 104px',
    gridTemplateAreas: '"people people" "why why" "fit actions"',
    columnGap: '24px',
    rowGap: '8px',
    alignItems: 'center',
    [isWide]: {
      gridTemplateColumns: 'minmax(0, 1fr) 156px 104px',
      gridTemplateAreas: '"people fit actions" "why why why"',
    },
  },
  /** Waits for another to swap mentors with. */
  chosen: { backgroundColor: tokens.colorNeutralBackground1Selected },
  people: {
    gridArea: 'people',
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 20px minmax(0, 1fr)',
    columnGap: '8px',
    alignItems: 'center',
  },
  person: { display: 'flex', flexDirection: 'column' },
  arrow: { color: tokens.colorNeutralForeground3, display: 'flex' },
  why: { gridArea: 'why', display: 'flex', flexWrap: 'wrap', gap: '4px', alignItems: 'center' },
  fit: { gridArea: 'fit' },
  actions: { gridArea: 'actions', display: 'flex', justifyContent: 'flex-end' },
  details: {
    gridColumn: '1 / -1',
    marginTop: '4px',
    paddingTop: '12px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

/** The cells of one proposal: who, why, how well, and what the lead can do with it. */
export function ProposalRow(props: {
  readonly proposal: Proposal;
  readonly standing: Standing;
  readonly isOpen: boolean;
  /** Of the round that proposed it. */
  readonly weights: Weights;
  /** While another proposal waits for one to swap mentors with. */
  readonly swap: 'none' | 'this' | 'possible' | 'impossible';
  readonly place: RowPlace;
  readonly act: (action: RowAction) => void;
}) {
  const { proposal, standing, isOpen, weights, swap, place, act } = props;
  const { t } = useTranslation();
  const styles = useRowStyles();
  const page = usePageStyles();
  const names = { mentor: proposal.mentor.displayName, mentee: proposal.mentee.displayName };
  const isLocked = standing === 'locked';
  const lockLabel = isLocked ? t('matching.unlock', names) : t('matching.lock', names);
  const details = isOpen ? t('matching.lessOf', names) : t('matching.moreOf', names);
  return (
    <>
      <div role="gridcell" className={styles.people}>
        <Person person={proposal.mentor} />
        <span className={styles.arrow}>
          <ArrowRightRegular aria-hidden />
          <span className={page.heard}>{t('matching.arrow')}</span>
        </span>
        <Person person={proposal.mentee} />
      </div>
      <div role="gridcell" className={styles.why}>
        {proposal.isNew && (
          <Badge appearance="tint" color="brand">
            {t('matching.new')}
          </Badge>
        )}
        {standing !== 'free' && (
          <Badge appearance="tint" color={isLocked ? 'informative' : 'danger'}>
            {t(`matching.standing.${standing}`)}
          </Badge>
        )}
        <Reasons reasons={proposal.reasons} />
      </div>
      <div role="gridcell" className={styles.fit}>
        <FitBar value={proposal.fit} most={1_000} label={t('matching.fit')} />
      </div>
      {swap !== 'none' && (
        <div role="gridcell" className={styles.actions}>
          {swap === 'possible' && (
            <Button
              size="small"
              tabIndex={place.tabIndex}
              aria-label={t('matching.swap.withThis', names)}
              onClick={() => act('swap')}
            >
              {t('matching.swap.choose')}
            </Button>
          )}
          {swap === 'this' && <Text className={page.quiet}>{t('matching.swap.this')}</Text>}
        </div>
      )}
      {swap === 'none' && (
        <div role="gridcell" className={styles.actions}>
          <Tooltip content={details} relationship="label">
            <Button
              appearance="subtle"
              tabIndex={place.tabIndex}
              aria-expanded={isOpen}
              icon={isOpen ? <ChevronUpRegular /> : <ChevronDownRegular />}
              onClick={() => act('details')}
            />
          </Tooltip>
          <Tooltip content={lockLabel} relationship="label">
            <ToggleButton
              appearance="subtle"
              tabIndex={place.tabIndex}
              checked={isLocked}
              icon={isLocked ? <LockClosedFilled /> : <LockOpenRegular />}
              onClick={() => act('lock')}
            />
          </Tooltip>
          <Menu>
            <MenuTrigger disableButtonEnhancement>
              <Tooltip content={t('matching.actionsOf', names)} relationship="label">
                <Button appearance="subtle" tabIndex={place.tabIndex} icon={<MoreHorizontalRegular />} />
              </Tooltip>
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                <MenuItem icon={<QuestionCircleRegular />} secondaryContent="W" onClick={() => act('why-not')}>
                  {t('matching.whyNot')}
                </MenuItem>
                <MenuItem icon={<ArrowSwapRegular />} secondaryContent="S" onClick={() => act('swap')}>
                  {t('matching.swap.with')}
                </MenuItem>
                <MenuItem icon={<ProhibitedRegular />} secondaryContent="F" onClick={() => act('forbid')}>
                  {standing === 'forbidden' ? t('matching.allow') : t('matching.forbid')}
                </MenuItem>
              </MenuList>
            </MenuPopover>
          </Menu>
        </div>
      )}
      {isOpen && (
        <div role="gridcell" className={styles.details}>
          <FitPartsList parts={proposal.parts} reasons={proposal.reasons} weights={weights} />
        </div>
      )}
    </>
  );
}

/** A name with what somebody does and where. */
export function Person({ person }: { readonly person: PersonSummary }) {
  const styles = useRowStyles();
  const page = usePageStyles();
  return (
    <span className={styles.person}>
      <Text weight="semibold">{person.displayName}</Text>
      <Text size={200} className={page.quiet}>
        {[person.jobTitle, person.department].filter(Boolean).join(' · ')}
      </Text>
    </span>
  );
}
