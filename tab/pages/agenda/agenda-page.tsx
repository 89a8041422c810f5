import { Button, makeStyles, Text } from '@fluentui/react-components';
import { ChevronLeftRegular, ChevronRightRegular, VideoRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import type { Me } from '../../../bot/http/contract/me.ts';
import type { MyMeeting } from '../../../bot/http/contract/my-meeting.ts';
import { useAgenda, useMyMeeting, type AgendaEdit } from '../../api/agenda.ts';
import { useSurroundings } from '../../api/queries.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Section } from '../../components/section.tsx';
import { CardSkeletons } from '../../components/skeletons.tsx';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';
import { useIsRightToLeft } from '../../components/use-is-right-to-left.ts';
import { dayOf, timeSpan } from '../../components/when.ts';
import { AgendaItems } from './agenda-items.tsx';
import { CommitmentLines } from './commitment-lines.tsx';
import { useDrafts, type Drafts } from './drafts.ts';
import { Heard, ofMeeting } from './heard.tsx';
import { keepWords, settleWords } from './keep-words.ts';
import { LeftOver } from './left-over.tsx';
import { OpenQuestions } from './open-questions.tsx';
import { usePresence } from './presence.ts';

const useStyles = makeStyles({
  page: { maxWidth: '720px', marginInline: 'auto' },
  turn: { display: 'flex', justifyContent: 'space-between', flexWrap: 'wrap', gap: '8px' },
});

/** The agenda of one meeting, past or to come: set before it, and afterwards what was heard, promised and left. */
export function AgendaPage({ me }: { readonly me: Me }) {
  const { meetingId = '' } = useParams();
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  const found = useMyMeeting(meetingId);
  if (!found.data) {
    return (
      <div className={`${own.page} ${styles.stack}`}>
        <PageHeader title={t('agenda.heading')} back={{ to: '/my', label: t('my.title') }} />
        {found.isError ? (
          <Trouble error={found.error} again={() => void found.refetch()} />
        ) : (
          <CardSkeletons count={1} />
        )}
      </div>
    );
  }
  return <Page key={meetingId} stands={found.data} me={me} />;
}

function Page({ stands, me }: { readonly stands: MyMeeting; readonly me: Me }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  const { host } = useSurroundings();
  const drafts = useDrafts(me.personId, stands.id);
  const agenda = useAgenda(stands.id, (edit, isDone) => settleWords(drafts, edit, isDone));
  const meeting = agenda.withPending(stands);
  const act = (edit: AgendaEdit) => {
    keepWords(drafts, edit);
    agenda.act(edit);
  };
  const name = meeting.partner.displayName;
  const isOpen = meeting.state === 'planned' || meeting.state === 'open';
  const day = (instant: string) => dayOf(instant, host.locale, me.timeZone);
  return (
    <div className={`${own.page} ${styles.stack}`}>
      <PageHeader
        title={t(isOpen ? 'agenda.title' : 'agenda.titleOver', {
          when: timeSpan(meeting.startsAt, meeting.endsAt, me.timeZone, host.locale),
        })}
        sub={t('agenda.with', { name, number: meeting.number, meetings: meeting.meetings })}
        back={{ to: '/my', label: t('my.title') }}
      >
        {meeting.state === 'planned' && meeting.joinUrl !== null && (
          <Button icon={<VideoRegular />} onClick={() => host.openLink(meeting.joinUrl ?? '')}>
            {t('my.join')}
          </Button>
        )}
      </PageHeader>
      <Trouble error={agenda.error} />
      {isOpen ? (
        <ToCome meeting={meeting} drafts={drafts} act={act} />
      ) : (
        <Over meeting={meeting} drafts={drafts} nextDay={meeting.carryTo && day(meeting.carryTo.startsAt)} act={act} />
      )}
      <Neighbours meeting={meeting} day={day} />
    </div>
  );
}

interface Parts {
  readonly meeting: MyMeeting;
  readonly drafts: Drafts;
  readonly act: (edit: AgendaEdit) => void;
}

/** Before the meeting, and while it goes on. */
function ToCome({ meeting, drafts, act }: Parts) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const presence = usePresence(meeting.id);
  const name = meeting.partner.displayName;
  const isMentee = meeting.role === 'mentee';
  const isPublished = meeting.agendaPublishedAt !== null;
  const standing = meeting.commitments.filter(({ meetingId }) => meetingId !== meeting.id);
  return (
    <>
      <Section heading={t('agenda.heading')}>
        {meeting.state === 'open' && <Text className={styles.quiet}>{t('agenda.waitsForTime')}</Text>}
        <Text className={styles.quiet} role="status">
          {isMentee
            ? t(isPublished ? 'agenda.published' : 'agenda.notPublished', { name })
            : t(isPublished ? 'agenda.publishedTo' : 'agenda.notPublishedTo', { name })}
        </Text>
        <AgendaItems meeting={meeting} drafts={drafts} presence={presence} act={act} />
        <OpenQuestions meeting={meeting} act={act} />
        {isMentee && (
          <div className={styles.row}>
            <Button
              appearance={isPublished ? 'secondary' : 'primary'}
              disabledFocusable={meeting.agenda.length === 0}
              onClick={() => act({ kind: 'publish' })}
            >
              {t(isPublished ? 'agenda.publishAgain' : 'agenda.publish', { name })}
            </Button>
          </div>
        )}
      </Section>
      {standing.length > 0 && (
        <Section heading={t(isMentee ? 'agenda.will.standing' : 'agenda.will.theirStanding', { name })}>
          <CommitmentLines of={meeting} commitments={standing} />
        </Section>
      )}
    </>
  );
}

/** After the meeting. */
function Over({ meeting, drafts, nextDay, act }: Parts & { readonly nextDay: string | null }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const name = meeting.partner.displayName;
  const isMentee = meeting.role === 'mentee';
  const commitment = ofMeeting(meeting);
  const isAsked = isMentee
    ? meeting.summary === null || meeting.summary.state === 'to-be-mended'
    : meeting.summary?.state === 'written';
  return (
    <>
      {meeting.state === 'cancelled' && <Text className={styles.quiet}>{t('agenda.cancelled')}</Text>}
      {meeting.state === 'held' && !meeting.wasHeld && <Text className={styles.quiet}>{t('agenda.notHeld')}</Text>}
      {(meeting.wasHeld || meeting.summary !== null) && (
        <Section heading={t(isMentee ? 'agenda.heard.title' : 'agenda.heard.theirTitle', { name })} isAsked={isAsked}>
          <Heard meeting={meeting} drafts={drafts} />
        </Section>
      )}
      {commitment && (
        <Section heading={t(isMentee ? 'agenda.will.title' : 'agenda.will.theirTitle', { name })}>
          <CommitmentLines of={meeting} commitments={[commitment]} />
        </Section>
      )}
      <Section heading={t('agenda.heading')}>
        <LeftOver meeting={meeting} nextDay={nextDay} act={act} />
      </Section>
    </>
  );
}

/** The ways to the meetings before and after. */
function Neighbours({ meeting, day }: { readonly meeting: MyMeeting; readonly day: (instant: string) => string }) {
  const { t } = useTranslation();
  const own = useStyles();
  const go = useNavigate();
  const [back, on] = useIsRightToLeft()
    ? [<ChevronRightRegular key="back" />, <ChevronLeftRegular key="on" />]
    : [<ChevronLeftRegular key="back" />, <ChevronRightRegular key="on" />];
  const { previousMeeting, nextMeeting } = meeting;
  if (!previousMeeting && !nextMeeting) return null;
  return (
    <nav className={own.turn} aria-label={t('agenda.otherMeetings')}>
      <span>
        {previousMeeting && (
          <Button appearance="subtle" icon={back} onClick={() => void go(`/my/meetings/${previousMeeting.id}`)}>
            {day(previousMeeting.startsAt)}
          </Button>
        )}
      </span>
      <span>
        {nextMeeting && (
          <Button
            appearance="subtle"
            icon={on}
            iconPosition="after"
            onClick={() => void go(`/my/meetings/${nextMeeting.id}`)}
          >
            {day(nextMeeting.startsAt)}
          </Button>
        )}
      </span>
    </nav>
  );
}
