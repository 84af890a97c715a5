// Figures as a file for spreadsheets.

const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/u;
const NUMBER = /^\s*[+\-＋－]?[\d.,]*\d%?\s*$/u;

/** A CSV file with its byte-order mark; no cell is taken for a formula. */
export function csv(rows) {
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(value) {
  const text = String(value ?? "");
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Hands a text to the reader as a file. */
export function save(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
