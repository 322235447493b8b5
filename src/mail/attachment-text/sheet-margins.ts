import type { Budget } from './budget.ts';
import type { OfficeLines } from './office-lines.ts';
import type { NotExamined } from './outcome.ts';
import { walkXml } from './xml.ts';

const marginElement = /^(odd|even|first)(Header|Footer)$/;
/** Codes of a worksheet's header: `&L`, `&C`, `&R` begin a section, `&"font"`, `&12`, and `&K01+000` set its look. */
const sectionCode = /&[LCR]/g;
const formatCode = /&("[^"]*"|\d+|K[0-9A-F+-]{6,8}|[A-Z])/g;

/** Printed headers and footers of one worksheet. */
export function readSheetMargins(xml: Uint8Array, budget: Budget): OfficeLines | NotExamined {
  const lines: string[] = [];
  let value = '';
  const outcome = walkXml(
    xml,
    {
      open() {
        value = '';
      },
      text(text) {
        value += text;
      },
      close(name) {
        if (marginElement.test(name))
          lines.push(...value.replace(sectionCode, '\n').replace(formatCode, '').split('\n'));
        value = '';
      },
    },
    budget,
  );
  return outcome === 'complete' ? { kind: 'lines', lines } : outcome;
}
