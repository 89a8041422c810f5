import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons';
import type { TFunction } from 'i18next';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../../bot/http/contract/me.ts';
import type { MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { useSurroundings } from '../../../api/queries.ts';
import { Card } from '../../../components/card.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { dayOf, timeSpan } from '../../../components/when.ts';
import { namesOf } from '../pairing/agreement-lines.tsx';
import { asksOf, keyOf, type Ask } from './asks.ts';
import { NewTime } from './new-time.tsx';
import { Offer } from './offer.tsx';
import { Sign } from './sign.tsx';
import { Times } from './times.tsx';
import { Turn } from './turn.tsx';
import { lazily } from '../../../components/lazily.tsx';

const CheckIn = lazily(async () => (await import('./check-in.tsx')).CheckIn);

const useStyles = makeStyles({
  asks: { display: 'flex', flexDirection: 'column', gap: '8px' },
  ask: { minWidth: '0', padding: '16px', gap: '12px', overflowWrap: 'anywhere', boxShadow: tokens.shadow2 },
  body: { display: 'flex', flexDirection: 'column', gap: '12px' },
  hidden: { display: 'none' },
  folded: { padding: '4px 8px' },
  over: {
    color: tokens.colorBrandForeground1,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
  },
  toggle: {
    width: '100%',
    justifyContent: 'space-between',
    textAlign: 'start',
    padding: '4px 8px',
    fontWeight: tokens.fontWeightSemibold,
  },
  open: { fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400, padding: '0' },
});

/** What is asked of the reader now: the most important open, the others folded below, to be opened at will. */
export function AskedOfYou(props: { readonly pairings: readonly MyPairing[]; readonly me: Me; readonly now: number }) {
  const { pairings, me, now } = props;
  const { t } = useTranslation();
  const own = useStyles();
  const [chosen, setChosen] = useState<string | null>(null);
  const asks = asksOf(pairings, now);
  const [first] = asks;
  if (!first) return null;
  const open = asks.find((ask) => keyOf(ask) === chosen) ?? first;
  return (
    <section className={own.asks} aria-label={t('my.asked')}>
      {asks.map((ask) => (
        <OneAsk
          key={keyOf(ask)}
          ask={ask}
          me={me}
          isFirst={ask === first}
          isOpen={ask === open}
          open={asks.length > 1 ? () => setChosen(keyOf(ask)) : null}
        />
      ))}
    </section>
  );
}

function OneAsk(props: {
  readonly ask: Ask;
  readonly me: Me;
  readonly isFirst: boolean;
  readonly isOpen: boolean;
  /** Null where there is nothing else to open. */
  readonly open: (() => void) | null;
}) {
  const { ask, me, isFirst, isOpen, open } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  const { host } = useSurroundings();
  const id = useId();
  const [wasOpen, setWasOpen] = useState(isOpen);
  if (isOpen && !wasOpen) setWasOpen(true);
  const title = titleOf(ask, me, host.locale, t);
  return (
    <Card className={mergeClasses(own.ask, isOpen ? styles.asked : own.folded)} role="group" aria-labelledby={id}>
      {isOpen && isFirst && <Text className={own.over}>{t('my.asked')}</Text>}
      <h2 id={id} className={styles.heading}>
        {open === null ? (
          title
        ) : (
          <Button
            appearance="transparent"
            className={mergeClasses(own.toggle, isOpen && own.open)}
            {...(isOpen ? {} : { icon: <ChevronDownRegular />, iconPosition: 'after' as const })}
            aria-expanded={isOpen}
            // One is always open.
            aria-disabled={isOpen}
            onClick={open}
          >
            {title}
          </Button>
        )}
      </h2>
      {/* What somebody has begun to answer stays as it is while they look at something else. */}
      {wasOpen && (
        <div className={isOpen ? own.body : own.hidden}>
          <Body ask={ask} me={me} />
        </div>
      )}
    </Card>
  );
}

function titleOf(ask: Ask, me: Me, locale: string, t: TFunction): string {
  const { pairing } = ask;
  const name = pairing.partner.displayName;
  switch (ask.kind) {
    case 'offer':
      return t(`my.offer.${pairing.role}`, { name, programme: pairing.programme.name });
    case 'sign': {
      const { mentee, mentor } = namesOf(pairing, me);
      return t('agreement.title', { mentee, mentor });
    }
    case 'times':
      return t('my.times.title', { name });
    case 'new-time':
      return t('my.newTime.title', { name });
    case 'check-in': {
      const { startsAt, endsAt } = ask.meeting;
      return t('checkInTitle', { when: timeSpan(startsAt, endsAt, me.timeZone, locale) });
    }
    default:
      return t(`together.ask.title.${ask.kind}`, { name, day: dayOf(ask.meeting.startsAt, locale, me.timeZone) });
  }
}

function Body({ ask, me }: { readonly ask: Ask; readonly me: Me }) {
  const { pairing } = ask;
  switch (ask.kind) {
    case 'offer':
      return <Offer pairing={pairing} />;
    case 'sign':
      return <Sign pairing={pairing} me={me} />;
    case 'times':
      return pairing.series && <Times pairing={pairing} series={pairing.series} me={me} />;
    case 'new-time':
      return <NewTime pairing={pairing} meeting={ask.meeting} me={me} />;
    case 'check-in':
      return <CheckIn pairing={pairing} meeting={ask.meeting} />;
    default:
      return <Turn kind={ask.kind} pairing={pairing} meeting={ask.meeting} />;
  }
}
