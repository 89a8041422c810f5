import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  // Where a table is wider than the page it scrolls by itself, and by keyboard.
  frame: { overflowX: 'auto', minWidth: '0' },
  table: {
    borderCollapse: 'collapse',
    width: '100%',
    // Words stay whole: the frame scrolls before one is broken.
    overflowWrap: 'normal',
    '& caption': { textAlign: 'start', paddingBlockEnd: '4px', color: tokens.colorNeutralForeground3 },
    '& th, & td': {
      textAlign: 'start',
      padding: '6px 8px',
      borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
      fontWeight: tokens.fontWeightRegular,
      verticalAlign: 'top',
    },
    '& thead th': { fontWeight: tokens.fontWeightSemibold },
  },
});

/** What a chart shows, to be read. */
export function DataTable(props: {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly string[] }[];
}) {
  const { caption, columns, rows } = props;
  const styles = useStyles();
  return (
    <div className={styles.frame} tabIndex={0} role="group" aria-label={caption}>
      <table className={styles.table}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [head, ...cells] }) => (
            <tr key={key}>
              <th scope="row">{head}</th>
              {cells.map((cell, index) => (
                <td key={columns[index + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
