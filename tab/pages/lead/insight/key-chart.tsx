import { LineChart, type LineChartPoints } from '@fluentui/react-charts';
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Figure, InsightRelease } from '../../../../bot/http/contract/insight.ts';
import { usePageStyles } from '../../../components/styles.ts';
import { dateOf, useInsightWriting } from './writing.ts';

const useStyles = makeStyles({
  chart: { display: 'flex', flexDirection: 'column', gap: '4px', minWidth: '0' },
  drawing: { height: '150px', minWidth: '0', overflow: 'hidden' },
  shaded: {
    height: '150px',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    textAlign: 'center',
    padding: '8px 16px',
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground2,
  },
});

/** How the lines of the two sides are drawn: told apart without colour too. */
export const lineOf = {
  mentee: { color: tokens.colorBrandForeground1, strokeDasharray: 'none' },
  mentor: { color: tokens.colorPaletteMarigoldForeground1, strokeDasharray: '5 4' },
} as const;

/** One key over time, a line for each side; shaded until five of a side have answered. */
export function KeyChart(props: {
  readonly name: Figure['key'];
  readonly releases: readonly InsightRelease[];
  readonly width: number;
}) {
  const { name, releases, width } = props;
  const { t } = useTranslation();
  const { shortMonth, share, percent } = useInsightWriting();
  const styles = useStyles();
  const shared = usePageStyles();
  const heading = t(`insight.keys.${name}`);
  const said = name === 'listening' ? 'balanced' : 'yes';
  const lines = (['mentee', 'mentor'] as const).flatMap((side): LineChartPoints[] => {
    const data = releases.flatMap(({ month, figures }) => {
      const figure = figures.find((one) => one.key === name && one.side === side);
      const found = figure?.shares.find((one) => one.said === said);
      if (!figure || !found) return [];
      const ofWhom = t(`insight.people.${side}`, { count: figure.people });
      return [
        {
          x: dateOf(month),
          y: found.percent,
          xAxisCalloutData: shortMonth(month),
          yAxisCalloutData: share(found),
          callOutAccessibilityData: { ariaLabel: `${heading}, ${shortMonth(month)}: ${share(found)}, ${ofWhom}` },
        },
      ];
    });
    const { color, strokeDasharray } = lineOf[side];
    return data.length === 0
      ? []
      : [{ legend: t(`insight.sides.${side}`), color, lineOptions: { strokeDasharray, strokeWidth: 2 }, data }];
  });
  const named = useNamedLines(lines.map(({ legend }) => t('insight.chartOf', { what: `${heading}, ${legend}` })));
  return (
    <div className={styles.chart}>
      <Text as="h3" weight="semibold" className={shared.heading}>
        {heading}
      </Text>
      <Text size={200} className={shared.quiet}>
        {t(`insight.asks.${name}`)}
      </Text>
      {lines.length === 0 ? (
        <div className={styles.shaded}>{t('insight.tooFew')}</div>
      ) : (
        <div className={styles.drawing} ref={named}>
          <LineChart
            data={{ chartTitle: t('insight.chartOf', { what: heading }), lineChartData: lines }}
            height={150}
            width={width}
            yMinValue={0}
            yMaxValue={100}
            yAxisTickCount={2}
            yAxisTickFormat={(value: number) => percent(value)}
            tickValues={releases
              .filter(({ figures }) => figures.some((one) => one.key === name))
              .map(({ month }) => dateOf(month))}
            customDateTimeFormatter={(at) => shortMonth(at.toISOString().slice(0, 7))}
            useUTC
            allowMultipleShapesForPoints
            hideLegend
            margins={{ top: 10, bottom: 28, left: 48, right: 28 }}
          />
        </div>
      )}
    </div>
  );
}

/** Names each line of a chart in the reader's language, where the library has a sentence in English of its own. */
function useNamedLines(names: readonly string[]): (element: HTMLElement | null) => (() => void) | undefined {
  const joined = names.join('\n');
  return useCallback(
    (element) => {
      if (!element) return undefined;
      const name = () => {
        for (const [index, line] of element.querySelectorAll('svg g[role="region"]').entries()) {
          const wanted = joined.split('\n').at(-1 - index) ?? '';
          if (line.getAttribute('aria-label') !== wanted) line.setAttribute('aria-label', wanted);
        }
      };
      const observer = new MutationObserver(name);
      observer.observe(element, { subtree: true, childList: true, attributeFilter: ['aria-label'] });
      name();
      return () => observer.disconnect();
    },
    [joined],
  );
}
