import { Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { useSurroundings } from '../../../api/queries.ts';
import { PersonAvatar } from '../../../components/person.tsx';
import { Reasons } from '../../../components/reasons.tsx';
import { Section } from '../../../components/section.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { placeOf, timeOf } from '../../../components/when.ts';
import { lazily } from '../../../components/lazily.tsx';

const HelpDialog = lazily(async () => (await import('./help-dialog.tsx')).HelpDialog);

const useStyles = makeStyles({
  who: { display: 'flex', gap: '12px', alignItems: 'center' },
  words: { display: 'flex', flexDirection: 'column', minWidth: '0', gap: '2px' },
  name: {
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
});

/** Who the other one is, what the two share, and why they were matched. */
export function Partner({ pairing, now }: { readonly pairing: MyPairing; readonly now: number }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  const { host } = useSurroundings();
  const [isAsking, setIsAsking] = useState(false);
  const { partner, reasons, role, state } = pairing;
  const { timeZone } = partner;
  const work = [partner.jobTitle, partner.department, partner.officeLocation].filter((one) => one !== null);
  const shared = reasons.filter(({ kind }) => kind === 'shared-topics');
  const others = reasons.filter(({ kind }) => kind !== 'shared-topics');
  return (
    <Section heading={t(`my.partner.${role}`)}>
      <div className={own.who}>
        <PersonAvatar person={partner} size={72} />
        <div className={own.words}>
          <Text className={own.name}>{partner.displayName}</Text>
          {work.length > 0 && <Text>{work.join(' · ')}</Text>}
          {timeZone !== null && (
            <Text className={styles.quiet}>
              {t('my.nowThere', {
                time: timeOf(new Date(now).toISOString(), timeZone, host.locale),
                zone: placeOf(timeZone),
              })}
            </Text>
          )}
        </div>
      </div>
      <Reasons reasons={shared} />
      {others.length > 0 && (
        <details>
          <summary className={styles.summary}>{t('my.why')}</summary>
          <div className={styles.folded}>
            <Reasons reasons={others} />
          </div>
        </details>
      )}
      {state !== 'closed' && (
        <div>
          <Link as="button" onClick={() => setIsAsking(true)}>
            {t('my.help.link')}
          </Link>
        </div>
      )}
      {isAsking && <HelpDialog pairing={pairing} close={() => setIsAsking(false)} />}
    </Section>
  );
}
