import { GroupedVerticalBarChart, type GroupedVerticalBarChartData } from '@fluentui/react-charts';
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useWidth } from './use-width.ts';

const useStyles = makeStyles({ drawing: { height: '220px', minWidth: '0', overflow: 'hidden' } });

/** Bars beside each other for each month. */
export function Bars(props: {
  readonly title: string;
  readonly data: readonly GroupedVerticalBarChartData[];
  /** Writes what stands at the axis. */
  readonly write: (value: number) => string;
  readonly most?: number;
}) {
  const { title, data, write, most } = props;
  const { t } = useTranslation();
  const styles = useStyles();
  const [ref, width] = useWidth();
  return (
    <div ref={ref} className={styles.drawing}>
      {width > 0 && (
        <GroupedVerticalBarChart
          chartTitle={t('insight.chartOf', { what: title })}
          data={[...data]}
          height={220}
          width={width}
          yMinValue={0}
          {...(most === undefined ? {} : { yMaxValue: most })}
          yAxisTickCount={4}
          yAxisTickFormat={write}
          hideLabels
          hideLegend
          margins={{ top: 12, bottom: 28, left: 48, right: 12 }}
        />
      )}
    </div>
  );
}
