import { readableText } from './body-text.ts';
import { removeDisclaimers } from './disclaimers.ts';
import { cutLayer } from './history.ts';
import type { Body, Limits, Message } from './message.ts';
import { findSignOff } from './sign-off.ts';
import { tidyText } from './tidy-text.ts';

/** The readable body of a message, cut into what its sender wrote, sign-off, disclaimers and history. */
export function readBody(message: Message, limits: Limits): Body {
  return cutZones(readableText(message.root, limits));
}

/** Cuts a text into zones. Pasted text and letters can be cut as well as bodies. */
export function cutZones(text: string): Body {
  const lineFeeds = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  const layer = cutLayer(separateMarkers(lineFeeds).split('\n'), 0);
  const { lines, disclaimers } = removeDisclaimers(layer.own);
  return { newText: tidyText(lines), signOff: findSignOff(lines), disclaimers, history: layer.history };
}

/** Yahoo writes marker and header block in one line. */
function separateMarkers(text: string): string {
  if (!text.includes('- From: ')) return text;
  return text.replace(/^([ \t>]{0,8})(-{3,10} ?[^\n-]{3,40}-{3,10}) {1,3}(?=From: )/gm, '$1$2\n$1');
}
