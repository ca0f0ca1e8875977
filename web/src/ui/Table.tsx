// A table of rows that lead somewhere. Below 640 px each row becomes a card, its cells labelled.
import { Link, type LinkProps } from "@tanstack/react-router";
import classes from "./Table.module.css";

export interface Column<Row> {
  name: string;
  cell: (row: Row) => React.ReactNode;
  /** The column that says what the row is; it carries the link. */
  lead?: boolean;
  align?: "end";
  /** Not on narrow screens. */
  wide?: boolean;
}

interface Props<Row> {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  id: (row: Row) => string;
  link?: (row: Row) => LinkProps;
}

export function Table<Row>({ label, columns, rows, id, link }: Props<Row>) {
  return (
    <div className={classes.frame}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" data-align={column.align} data-wide={column.wide}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={id(row)} data-link={link ? true : undefined}>
              {columns.map((column) => (
                <td key={column.name} data-label={column.name} data-lead={column.lead} data-align={column.align} data-wide={column.wide}>
                  {column.lead && link ? (
                    <Link {...link(row)} className={classes.link}>
                      {column.cell(row)}
                    </Link>
                  ) : (
                    column.cell(row)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
