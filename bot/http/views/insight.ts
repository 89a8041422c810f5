import type { Figure } from '../../mentoring/insight/figure.ts';
import type { Insight } from '../../mentoring/insight/look-at-insight.ts';
import type { InsightRelease } from '../../mentoring/insight/release.ts';
import type * as contract from '../contract/insight.ts';
import { csvStart, textCell } from './csv.ts';

const figure = ({ shares, ...rest }: Figure): contract.Figure => ({
  ...rest,
  shares: shares.map((one) => ({ ...one })),
});

export const insightRelease = ({ month, figures }: InsightRelease): contract.InsightRelease => ({
  month: month.toPlainYearMonth().toString(),
  figures: figures.map(figure),
});

export function insight({ months, releases, nextRelease }: Insight): contract.Insight {
  return {
    months: months.map((one) => ({ ...one })),
    releases: releases.map(insightRelease),
    nextRelease: nextRelease.toString(),
  };
}

const header = ['month', 'what', 'side', 'said', 'people', 'bound', 'value'];

/** The same as a table of figures; percentages are of `people`. */
export function insightCsv({ programme, months, releases }: Insight): string {
  const line = (...cells: readonly (string | number)[]) =>
    [textCell(programme.name), ...cells.map((cell) => (typeof cell === 'number' ? String(cell) : textCell(cell)))].join(
      ',',
    );
  const lines = [
    ['programme', ...header].join(','),
    ...months.flatMap(({ month, held, planned, withAgenda }) => [
      line(month, 'meetings held', '', '', '', '', held),
      line(month, 'meetings planned', '', '', '', '', planned),
      line(month, 'meetings held with an agenda', '', '', '', '', withAgenda),
    ]),
    ...releases.flatMap(({ month, figures }) =>
      figures.flatMap(({ key, side, people, shares }) =>
        shares.map(({ said, percent, bound }) =>
          line(month.toPlainYearMonth().toString(), key, side, said, people, bound, percent),
        ),
      ),
    ),
  ];
  return csvStart + lines.map((one) => `${one}\r\n`).join('');
}
