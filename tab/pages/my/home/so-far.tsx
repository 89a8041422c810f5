import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../../bot/http/contract/me.ts';
import type { MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { PageLink } from '../../../components/page-link.tsx';
import { Section } from '../../../components/section.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { useClocks } from '../clocks.ts';
import { inOrder } from '../meetings-to-come.ts';
import { talkedText } from '../talked.ts';

const useStyles = makeStyles({
  dots: { display: 'flex', flexWrap: 'wrap', gap: '6px' },
  dot: {
    width: '12px',
    height: '12px',
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusCircular,
    border: `2px solid ${tokens.colorBrandStroke1}`,
  },
  held: { backgroundColor: tokens.colorCompoundBrandBackground },
  left: { border: `2px dotted ${tokens.colorNeutralStroke1}` },
  ways: { display: 'flex', flexDirection: 'column', gap: '6px', alignItems: 'start' },
});

/** How far the two have come, and the ways to look back. */
export function SoFar({ pairing, me }: { readonly pairing: MyPairing; readonly me: Me }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  const clocks = useClocks(me, pairing.partner);
  const { partner, role } = pairing;
  const meetings = inOrder(pairing.meetings);
  const held = meetings.filter(({ wasHeld }) => wasHeld).length;
  const last = meetings.findLast(({ whoTalked }) => whoTalked !== null);
  const page = `/my/pairings/${pairing.id}`;
  return (
    <Section heading={t('together.soFar')}>
      {meetings.length > 0 && (
        <div className={styles.tight}>
          <span className={own.dots} aria-hidden>
            {meetings.map(({ id, wasHeld, state }) => (
              <span
                key={id}
                className={mergeClasses(own.dot, wasHeld && own.held, state === 'cancelled' && own.left)}
              />
            ))}
          </span>
          <Text className={styles.quiet}>{t('my.held', { held, meetings: meetings.length })}</Text>
        </div>
      )}
      {last?.whoTalked && (
        <Text>
          {t('together.listening', {
            day: clocks.day(last.startsAt),
            said: talkedText(last.whoTalked, partner.displayName, t),
          })}
        </Text>
      )}
      <nav className={own.ways} aria-label={t('together.more', { name: partner.displayName })}>
        {meetings.length > 0 && <PageLink to={`${page}/meetings`}>{t('my.meetings.title')}</PageLink>}
        {held > 0 && (
          <PageLink to={`${page}/summaries`}>
            {t(`together.summaries.title.${role}`, { name: partner.displayName })}
          </PageLink>
        )}
        {held > 0 && <PageLink to={`${page}/answers`}>{t('together.answers.title')}</PageLink>}
        <PageLink to={`${page}/agreement`}>{t('together.agreement.title')}</PageLink>
      </nav>
    </Section>
  );
}
