import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { DataTrendingRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { Figure, Insight, InsightRelease } from '../../../../bot/http/contract/insight.ts';
import type { Programme } from '../../../../bot/http/contract/programme.ts';
import { useInsight } from '../../../api/insight.ts';
import { DownloadButton } from '../../../components/download-button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { useNumbers } from '../../../components/numbers.ts';
import { PageHeader } from '../../../components/page-header.tsx';
import { Section } from '../../../components/section.tsx';
import { CardSkeletons } from '../../../components/skeletons.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';
import { Bars } from './bars.tsx';
import { KeyChart, lineOf } from './key-chart.tsx';
import { DataTable } from './table.tsx';
import { useWidth } from './use-width.ts';
import { useInsightWriting } from './writing.ts';

const keys = ['trust', 'agenda', 'listening', 'summing-up'] as const;
const sides = ['mentee', 'mentor'] as const;
const talked = ['mostly-mentee', 'balanced', 'mostly-mentor'] as const;

const useStyles = makeStyles({
  beside: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 340px), 1fr))',
    gap: '16px',
    alignItems: 'start',
  },
  small: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 200px), 1fr))', gap: '20px 16px' },
  legend: { display: 'flex', flexWrap: 'wrap', gap: '4px 16px', alignItems: 'center' },
  mark: { display: 'inline-flex', alignItems: 'center', gap: '6px' },
});

/** How a programme goes: meetings, agendas, and the four keys as far as they give nobody away. */
export function InsightPage({ programme }: { readonly programme: Programme }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const insight = useInsight(programme.id);
  if (insight.isPending) return <CardSkeletons count={3} />;
  if (insight.isLoadingError) return <Trouble error={insight.error} again={() => void insight.refetch()} />;
  const { months } = insight.data;
  return (
    <div className={styles.stack}>
      <PageHeader title={t('lead.sections.insight')}>
        {months.length > 0 && (
          <DownloadButton path={`/programmes/${programme.id}/insight.csv`} fileName={`${programme.name}.csv`}>
            {t('insight.export')}
          </DownloadButton>
        )}
      </PageHeader>
      {months.length === 0 ? (
        <EmptyState icon={<DataTrendingRegular />} title={t('insight.noneTitle')} text={t('insight.none')} />
      ) : (
        <>
          <Keys insight={insight.data} />
          <Talking releases={insight.data.releases} />
          <Meetings months={months} />
        </>
      )}
      <Privacy />
    </div>
  );
}

function Legend({
  of,
}: {
  readonly of: readonly { readonly name: string; readonly color: string; readonly dash?: string }[];
}) {
  const styles = useStyles();
  return (
    <div className={styles.legend}>
      {of.map(({ name, color, dash }) => (
        <span key={name} className={styles.mark}>
          <svg width="22" height="10" aria-hidden>
            {dash === undefined ? (
              <rect width="10" height="10" x="6" fill={color} />
            ) : (
              <line x1="0" x2="22" y1="5" y2="5" stroke={color} strokeWidth="3" strokeDasharray={dash} />
            )}
          </svg>
          <Text size={200}>{name}</Text>
        </span>
      ))}
    </div>
  );
}

function Keys({ insight: { releases, nextRelease } }: { readonly insight: Insight }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const shared = usePageStyles();
  const { longMonth, share, day } = useInsightWriting();
  const numbers = useNumbers();
  const [ref, width] = useWidth();
  const told = releases.filter(({ figures }) => figures.length > 0);
  const cell = (figures: readonly Figure[], key: Figure['key'], side: Figure['side']) => {
    const figure = figures.find((one) => one.key === key && one.side === side);
    const found = figure?.shares.find(({ said }) => said === 'yes' || said === 'balanced');
    return figure && found ? t('insight.cell', { share: share(found), people: numbers(figure.people) }) : '–';
  };
  return (
    <Section heading={t('insight.fourKeys')}>
      <Legend
        of={sides.map((side) => ({
          name: t(`insight.sides.${side}`),
          color: lineOf[side].color,
          dash: lineOf[side].strokeDasharray,
        }))}
      />
      <div className={styles.small}>
        {keys.map((key, index) => (
          <div key={key} ref={index === 0 ? ref : undefined}>
            {width > 0 && <KeyChart name={key} releases={told} width={width} />}
          </div>
        ))}
      </div>
      <Text className={shared.quiet}>{t('insight.next', { day: day(nextRelease) })}</Text>
      {told.length > 0 && (
        <DataTable
          caption={t('insight.tableOf', { what: t('insight.fourKeys') })}
          columns={[t('insight.month'), t('insight.side'), ...keys.map((key) => t(`insight.keys.${key}`))]}
          rows={told.flatMap(({ month, figures }) =>
            sides
              .filter((side) => figures.some((one) => one.side === side))
              .map((side) => ({
                key: `${month} ${side}`,
                cells: [longMonth(month), t(`insight.sides.${side}`), ...keys.map((key) => cell(figures, key, side))],
              })),
          )}
        />
      )}
    </Section>
  );
}

const talkColors = {
  'mostly-mentee': tokens.colorPaletteMarigoldForeground1,
  balanced: tokens.colorBrandForeground1,
  'mostly-mentor': tokens.colorPaletteBerryForeground1,
} as const;

/** Who talked more, as each side saw it. */
function Talking({ releases }: { readonly releases: readonly InsightRelease[] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const shared = usePageStyles();
  const { longMonth, shortMonth, share, percent } = useInsightWriting();
  const rows = releases.flatMap(({ month, figures }) =>
    figures.filter(({ key }) => key === 'listening').map((figure) => ({ month, figure })),
  );
  if (rows.length === 0) return null;
  return (
    <Section heading={t('insight.talking')}>
      <Legend of={talked.map((said) => ({ name: t(`insight.talked.${said}`), color: talkColors[said] }))} />
      <div className={styles.beside}>
        {sides.map((side) => {
          const own = rows.filter(({ figure }) => figure.side === side);
          if (own.length === 0) return null;
          const title = t('insight.asSeenBy', { side: t(`insight.sides.${side}`) });
          return (
            <div key={side} className={shared.tight}>
              <Text as="h3" weight="semibold" className={shared.heading}>
                {title}
              </Text>
              <Bars
                title={title}
                most={100}
                write={percent}
                data={own.map(({ month, figure }) => ({
                  name: shortMonth(month),
                  series: figure.shares.flatMap((one) =>
                    talked
                      .filter((said) => said === one.said)
                      .map((said) => ({
                        key: said,
                        legend: t(`insight.talked.${said}`),
                        data: one.percent,
                        color: talkColors[said],
                        xAxisCalloutData: longMonth(month),
                        yAxisCalloutData: share(one),
                      })),
                  ),
                }))}
              />
            </div>
          );
        })}
      </div>
      <DataTable
        caption={t('insight.tableOf', { what: t('insight.talking') })}
        columns={[t('insight.month'), t('insight.side'), ...talked.map((said) => t(`insight.talked.${said}`))]}
        rows={rows.map(({ month, figure }) => ({
          key: `${month} ${figure.side}`,
          cells: [
            longMonth(month),
            t(`insight.sides.${figure.side}`),
            ...talked.map((said) => {
              const found = figure.shares.find((one) => one.said === said);
              return found ? share(found) : '–';
            }),
          ],
        }))}
      />
    </Section>
  );
}

const meetingColors = {
  held: tokens.colorBrandForeground1,
  withAgenda: tokens.colorPaletteMarigoldForeground1,
} as const;

function Meetings({ months }: { readonly months: Insight['months'] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { longMonth, shortMonth } = useInsightWriting();
  const numbers = useNumbers();
  const shown = ['held', 'withAgenda'] as const;
  return (
    <Section heading={t('insight.meetings.title')}>
      <Legend of={shown.map((what) => ({ name: t(`insight.meetings.${what}`), color: meetingColors[what] }))} />
      <div className={styles.beside}>
        <Bars
          title={t('insight.meetings.title')}
          write={numbers}
          data={months.map((one) => ({
            name: shortMonth(one.month),
            series: shown.map((what) => ({
              key: what,
              legend: t(`insight.meetings.${what}`),
              data: one[what],
              color: meetingColors[what],
              xAxisCalloutData: longMonth(one.month),
              yAxisCalloutData: numbers(one[what]),
            })),
          }))}
        />
        <DataTable
          caption={t('insight.tableOf', { what: t('insight.meetings.title') })}
          columns={[
            t('insight.month'),
            ...(['held', 'withAgenda', 'planned'] as const).map((what) => t(`insight.meetings.${what}`)),
          ]}
          rows={months.map(({ month, held, withAgenda, planned }) => ({
            key: month,
            cells: [longMonth(month), numbers(held), numbers(withAgenda), numbers(planned)],
          }))}
        />
      </div>
    </Section>
  );
}

function Privacy() {
  const { t } = useTranslation();
  const styles = usePageStyles();
  return (
    <Section heading={t('insight.privacy.title')}>
      <ul className={styles.lines}>
        {t('insight.privacy.lines', { returnObjects: true }).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Section>
  );
}
