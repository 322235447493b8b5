/**
 * Bar charts as SVG. Pure. Nothing depends on colour: each series has a pattern of its own, each bar its number, and each chart a table
 * beside it, so that to a screen reader the picture is only named.
 */

export type Series = { name: string; values: readonly number[] };
/** One bar a label, in the order given; `values` of each series are in that order too. */
export type BarChart = { title: string; labels: readonly string[]; series: readonly Series[] };
/** `svg` is markup, with everything in it escaped. */
export type DrawnChart = {
  svg: string;
  legend: { name: string; svg: string }[];
};

const width = 720;
const labelWidth = 230;
const numberWidth = 60;
const rowHeight = 30;
const barHeight = 20;

/** With at least 3 to 1 against white and against each other's ground (WCAG 2.2, 1.4.11); the patterns tell them apart without it. */
const inks = ['#12343b', '#2b6f77', '#7a4a00', '#5a3d7a', '#505a5f'] as const;

/** `id`: begins the ids of its patterns, which must be unique on a page. */
export function drawBars({ title, labels, series }: BarChart, id: string): DrawnChart {
  const totals = labels.map((_, row) => series.reduce((sum, { values }) => sum + countAt(values, row), 0));
  const longest = Math.max(1, ...totals);
  const scale = (width - labelWidth - numberWidth) / longest;
  const rows = labels.map((label, row) => {
    const y = row * rowHeight;
    let x = labelWidth;
    const bars = series.map(({ values }, index) => {
      const length = countAt(values, row) * scale;
      const bar = length === 0 ? '' : drawBar(x, y + 5, length, patternId(id, index));
      x += length;
      return bar;
    });
    const text = drawText(labelWidth - 10, y + 20, label, 'end') + drawText(x + 8, y + 20, String(totals[row] ?? 0));
    return text + bars.join('');
  });
  const height = Math.max(rowHeight, labels.length * rowHeight);
  const patterns = series.map((_, index) => drawPattern(patternId(id, index), index)).join('');
  return {
    svg: `<svg class="console-chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeMarkup(title)}. The table has the numbers."><defs>${patterns}</defs>${rows.join('')}</svg>`,
    legend: series.map(({ name }, index) => ({
      name,
      svg: `<svg class="console-key" viewBox="0 0 24 16" width="24" height="16" aria-hidden="true" focusable="false">${drawBar(0, 0, 24, patternId(id, index))}</svg>`,
    })),
  };
}

function countAt(values: readonly number[], row: number): number {
  const value = values[row] ?? 0;
  return Number.isFinite(value) && value > 0 ? value : 0;
}

function drawBar(x: number, y: number, length: number, pattern: string): string {
  return `<rect x="${round(x)}" y="${y}" width="${round(length)}" height="${barHeight}" fill="url(#${pattern})" stroke="#0b0c0c" stroke-width="1"/>`;
}

function drawText(x: number, y: number, text: string, anchor = 'start'): string {
  return `<text x="${round(x)}" y="${y}" text-anchor="${anchor}" font-size="15" fill="#0b0c0c">${escapeMarkup(text)}</text>`;
}

/** Full, strokes to the right, dots, strokes upright, empty. */
function drawPattern(id: string, index: number): string {
  const ink = inks[index % inks.length] ?? inks[0];
  const marks = [
    `<rect width="8" height="8" fill="${ink}"/>`,
    `<rect width="8" height="8" fill="#fff"/><path d="M-2 2 2 -2M0 8 8 0M6 10 10 6" stroke="${ink}" stroke-width="2.5"/>`,
    `<rect width="8" height="8" fill="#fff"/><circle cx="4" cy="4" r="2" fill="${ink}"/>`,
    `<rect width="8" height="8" fill="#fff"/><path d="M4 0V8" stroke="${ink}" stroke-width="2"/>`,
    '<rect width="8" height="8" fill="#fff"/>',
  ];
  return `<pattern id="${id}" width="8" height="8" patternUnits="userSpaceOnUse">${marks[index % marks.length]}</pattern>`;
}

function patternId(id: string, index: number): string {
  return `${id}-${index + 1}`;
}

function round(number: number): string {
  return String(Math.round(number * 100) / 100);
}

export function escapeMarkup(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}
