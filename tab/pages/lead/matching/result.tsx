import { Button, makeStyles, Popover, PopoverSurface, PopoverTrigger, Text, tokens } from '@fluentui/react-components';
import { ShieldCheckmarkRegular } from '@fluentui/react-icons';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dissolved } from '../../../../bot/http/contract/matching.ts';
import type { Round } from '../../../../bot/http/contract/rounds.ts';
import { useSurroundings } from '../../../api/queries.ts';
import { useNumbers } from '../../../components/numbers.ts';
import { usePageStyles } from '../../../components/styles.ts';
import { dayAndTime } from '../../../components/when.ts';
import { keyOf } from './decide.ts';

const useStyles = makeStyles({
  line: { fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  proven: { color: tokens.colorPaletteGreenForeground1 },
  words: { maxWidth: 'min(380px, calc(100vw - 64px))' },
});

/** What a round came to, that it is proven, and what it changed. */
export function Result({ round, dissolved }: { readonly round: Round; readonly dissolved: readonly Dissolved[] }) {
  const { t } = useTranslation();
  const { host } = useSurroundings();
  const styles = useStyles();
  const page = usePageStyles();
  const number = useNumbers();
  const { totals } = round;
  if (!totals) return null;
  const { lowestFit, bestTotalFit } = totals;
  return (
    <div className={page.tight}>
      <div className={page.row}>
        <Text className={styles.line} role="status">
          {[
            t('matching.placed', { count: totals.placed, people: number(totals.placed) }),
            t('matching.totalFit', { fit: number(totals.totalFit) }),
            ...(lowestFit === null ? [] : [t('matching.lowestFit', { fit: number(lowestFit) })]),
          ].join(' · ')}
        </Text>
        <Proven objective={round.objective} />
      </div>
      {bestTotalFit !== null && (
        <Text>
          {bestTotalFit === totals.totalFit
            ? t('matching.fairnessFree')
            : t('matching.fairnessCosts', { cost: number(bestTotalFit - totals.totalFit), best: number(bestTotalFit) })}
        </Text>
      )}
      <Text className={page.quiet}>
        {t('matching.roundBy', {
          number: round.number,
          name: round.by,
          when: dayAndTime(round.startedAt, host.locale),
        })}
      </Text>
      {dissolved.length > 0 && (
        <details>
          <summary className={page.summary}>{t('matching.dissolved', { count: dissolved.length })}</summary>
          <ul className={page.lines}>
            {dissolved.map((one) => (
              <li key={keyOf(one)}>
                {t('lead.mentors', { mentor: one.mentor.displayName, mentee: one.mentee.displayName })} ·{' '}
                {t('matching.fitOf', { fit: number(one.fit) })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** Says on hover or at a press what is proven. */
function Proven({ objective }: { readonly objective: Round['objective'] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [isOpen, setIsOpen] = useState(false);
  const trigger = useId();
  return (
    <Popover
      withArrow
      openOnHover
      open={isOpen}
      onOpenChange={({ type, target }, { open }) => {
        // A press after hovering asks for the words, and does not send them away.
        const isPressed = type === 'click' && target instanceof Node;
        setIsOpen(open || (isPressed && document.getElementById(trigger)?.contains(target) === true));
      }}
    >
      <PopoverTrigger disableButtonEnhancement>
        <Button id={trigger} appearance="transparent" icon={<ShieldCheckmarkRegular className={styles.proven} />}>
          {t('matching.proven')}
        </Button>
      </PopoverTrigger>
      <PopoverSurface className={styles.words} aria-label={t('matching.proven')}>
        {t(`matching.provenMeans.${objective}`)}
      </PopoverSurface>
    </Popover>
  );
}
