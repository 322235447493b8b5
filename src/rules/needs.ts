import type { MessageView } from '../evidence/message-view.ts';
import { type Need, noNeed } from '../evidence/read-facts.ts';

/** Needs that several rules share. Each is decided from the header section alone. */

const textOnly: Need = { content: true, documents: false, letters: false, lineage: false, topics: [] };

/** The new text of what officers write to councillors. */
export function officerToCouncillor(view: MessageView): Need {
  return view.isOrdinary && !view.isUnread && view.from === 'officer' && view.reachesCouncillor ? textOnly : noNeed;
}

/** All that officers and councillors write to each other, and councillors among themselves: where people are told and consent. */
export function withinCouncil(view: MessageView): Need {
  const inside = view.from !== 'outside' && (view.reachesCouncillor || view.reachesOfficer);
  return view.isOrdinary && !view.isUnread && inside ? textOnly : noNeed;
}

/** What the council's people write to somebody outside, letters attached included. */
export function toOutside(view: MessageView): Need {
  const goesOut = view.isOrdinary && !view.isUnread && view.from !== 'outside' && view.reachesOutside;
  return goesOut ? { content: true, documents: true, letters: true, lineage: false, topics: [] } : noNeed;
}

export function unite(a: Need, b: Need): Need {
  return {
    content: a.content || b.content,
    documents: a.documents || b.documents,
    letters: a.letters || b.letters,
    lineage: a.lineage || b.lineage,
    topics: a.topics.length === 0 ? b.topics : [...new Set([...a.topics, ...b.topics])],
  };
}
