import { Button, Card, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Me, MyPairing } from '../../../bot/http/contract/contract.ts';
import { useMyPairings, useParticipations, useSurroundings } from '../../api/queries.ts';
import { Reasons } from '../../components/reasons.tsx';
import { repeatsText } from '../../components/repeats.ts';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';
import { placeOf, timeOf, timeSpan } from '../../components/when.ts';
import { AgreementCard, OfferCard } from './asked.tsx';
import { CheckInCard } from './check-in.tsx';
import { ChoicesCard } from './choices.tsx';

/** The first page of a participant: what is asked now, the next meeting, and with whom. */
export function MyMentoring({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const pairings = useMyPairings();
  const participations = useParticipations();
  const enrolled = participations.data?.participations ?? [];
  return (
    <div className={styles.stack}>
      <Trouble error={pairings.error} />
      {pairings.data?.pairings.map((pairing) => (
        <OnePairing key={pairing.id} pairing={pairing} me={me} />
      ))}
      {pairings.data?.pairings.length === 0 && (
        <Card>
          <Text>{participations.isSuccess && enrolled.length === 0 ? t('my.notEnrolled') : t('my.none')}</Text>
        </Card>
      )}
      {enrolled.map((one) => (
        <ChoicesCard key={one.programmeId} participation={one} />
      ))}
    </div>
  );
}

function OnePairing({ pairing, me }: { readonly pairing: MyPairing; readonly me: Me }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const { host } = useSurroundings();
  const open = pairing.meetings.filter((meeting) => meeting.checkIn?.answered === false);
  const { partner, series } = pairing;
  const repeats = series && repeatsText(series, me.timeZone, host.locale, t);
  const held = pairing.meetings.filter((meeting) => meeting.state === 'held').length;
  return (
    <section className={styles.stack} aria-label={partner.displayName}>
      {pairing.asked === 'answer' && <OfferCard pairing={pairing} />}
      {pairing.asked === 'sign' && <AgreementCard pairing={pairing} />}
      {open.map((meeting) => (
        <CheckInCard key={meeting.id} meeting={meeting} me={me} />
      ))}
      <Waiting pairing={pairing} />
      <div className={styles.columns}>
        {series?.state === 'booked' && <NextMeeting pairing={pairing} me={me} />}
        <Card>
          <h2 className={styles.heading}>{t(`my.partner.${pairing.role}`)}</h2>
          <Text weight="semibold">{partner.displayName}</Text>
          <Text>{[partner.jobTitle, partner.department, partner.officeLocation].filter(Boolean).join(' · ')}</Text>
          {partner.timeZone !== null && (
            <Text className={styles.quiet}>
              {t('my.nowThere', { time: timeOf(me.now, partner.timeZone, host.locale) })}
            </Text>
          )}
          <details>
            <summary>{t('my.why')}</summary>
            <Reasons reasons={pairing.reasons} />
          </details>
        </Card>
        {pairing.meetings.length > 0 && (
          <Card>
            <h2 className={styles.heading}>{t('my.soFar')}</h2>
            <Text>{t('my.held', { held, meetings: pairing.meetings.length })}</Text>
            {repeats !== null && <Text className={styles.quiet}>{repeats}</Text>}
            <details>
              <summary>{t('my.meetings')}</summary>
              <ol className={styles.tight}>
                {pairing.meetings.map((meeting) => (
                  <li key={meeting.id}>
                    {`${timeSpan(meeting.startsAt, meeting.endsAt, me.timeZone, host.locale)} · ${t(`my.state.${meeting.state}`)}`}
                    {meeting.whoTalked && (
                      <Text block className={styles.quiet}>
                        {t('my.talked', {
                          name: partner.displayName,
                          mine: t(`my.talkedMine.${meeting.whoTalked.mine}`, { name: partner.displayName }),
                          theirs: t(`my.talkedTheirs.${meeting.whoTalked.theirs}`),
                        })}
                      </Text>
                    )}
                  </li>
                ))}
              </ol>
            </details>
          </Card>
        )}
      </div>
    </section>
  );
}

function Waiting({ pairing }: { readonly pairing: MyPairing }) {
  const { t } = useTranslation();
  const name = pairing.partner.displayName;
  const text = (() => {
    if (pairing.asked !== 'nothing') return null;
    if (pairing.waitingFor === 'mentor-answer' || pairing.waitingFor === 'signatures') {
      return t(`my.waiting.${pairing.waitingFor}`, { name });
    }
    if (pairing.state !== 'active' || pairing.series?.state === 'booked') return null;
    return t(pairing.series?.state === 'failed' ? 'my.waiting.failed' : 'my.waiting.booking');
  })();
  return text === null ? null : (
    <Card>
      <Text role="status">{text}</Text>
    </Card>
  );
}

function NextMeeting({ pairing, me }: { readonly pairing: MyPairing; readonly me: Me }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const go = useNavigate();
  const { host } = useSurroundings();
  const next = pairing.meetings.find((meeting) => meeting.state === 'planned');
  const joinUrl = pairing.series?.joinUrl ?? null;
  const there = pairing.partner.timeZone;
  return (
    <Card>
      <h2 className={styles.heading}>{t('my.next')}</h2>
      {!next && <Text>{t('my.nextNone')}</Text>}
      {next && (
        <>
          <Text weight="semibold">{timeSpan(next.startsAt, next.endsAt, me.timeZone, host.locale)}</Text>
          {there !== null && there !== me.timeZone && (
            <Text>{`${timeOf(next.startsAt, there, host.locale)} ${t('my.there', { zone: placeOf(there) })}`}</Text>
          )}
          <Text className={styles.quiet}>
            {`${t('my.of', { number: next.number, meetings: pairing.meetings.length })} · ${t(next.agendaPublishedAt === null ? 'my.agendaNotSet' : 'my.agendaSet')}`}
          </Text>
          <div className={styles.row}>
            {joinUrl !== null && (
              <Button appearance="primary" onClick={() => host.openLink(joinUrl)}>
                {t('my.join')}
              </Button>
            )}
            <Button onClick={() => void go(`/my/meetings/${next.id}`)}>{t('my.openAgenda')}</Button>
          </div>
        </>
      )}
    </Card>
  );
}
