#!/usr/bin/env python3
"""Writes the corpus of St Ives Quay Town Council (fictitious), protocol st-just. Deterministic; standard library only."""
import os, sys
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', '..', '..', 'config', 'councils', 'little-wickham'))  # mailkit
sys.dont_write_bytecode = True
from mailkit import Corpus, docx, h
D = "stivesquay-tc.example"
P = {"clerk": ("Demelza Rowe", "townclerk@" + D), "deputy": ("Colin Tregenza", "deputy@" + D),
     "penhale": ("Cllr Jory Penhale, Mayor", "mayor@" + D), "carlyon": ("Cllr Loveday Carlyon", "cllr.carlyon@" + D),
     "nance": ("Kerra Nance", "cllr.nance@" + D), "nance.home": ("Kerra Nance", "kerra.nance@example.com"),
     "bolitho": ("Piers Bolitho", "cllr.bolitho@" + D), "trewin": ("Denzil Trewin", "cllr.trewin@" + D),
     "cllrs": ("Members", "members@" + D), "harbour": ("Harbour Office", "office@quayharbour.example"), "trust": ("Lifeboat House Trust", "secretary@lifeboathouse.example"),
     "highways": ("Highways", "highways@kernowroads.example"), "flags": ("Bright Bunting Co", "orders@brightbunting.example"), "slip": ("Gweek Marine Civils", "jobs@gweekmarine.example"),
     "res1": ("Mary Uren", "mary.uren@example.net"), "res2": ("T. Hosking", "t.hosking@example.org"), "solicitor": ("Polwhele Hay Solicitors", "law@polwhele-hay.example"),
     "news": ("Local Councils Digest", "digest@localcouncils.example")}
SIG = {"clerk": "Demelza Rowe\nTown Clerk\nSt Ives Quay Town Council, The Guildhall\n01632 960480", "deputy": "Colin Tregenza\nDeputy Town Clerk",
       "penhale": "Jory Penhale\nMayor of St Ives Quay", "carlyon": "Loveday Carlyon", "nance": "Kerra", "bolitho": "Piers Bolitho", "trewin": "Denzil"}
DI = "This e-mail and any files transmitted with it are confidential and intended solely for the addressee. If you are not the addressee please delete it and tell the Town Clerk."
DISC = {k: DI for k in "clerk deputy penhale carlyon nance bolitho trewin".split()}
BOX = {"clerk": ("townclerk", "townclerk@" + D), "nance": ("cllr-nance", "cllr.nance@" + D), "journal": ("journal", None)}
ROSTER = "clerk deputy cllr-penhale cllr-carlyon cllr-nance cllr-bolitho cllr-trewin".split()
C = Corpus(HERE, P, SIG, DISC, BOX, "stivesquay", D, ROSTER, {"members@" + D: [P[k][1] for k in "penhale carlyon nance bolitho trewin".split()]})
M, L, T = C.M, C.L, C.T
CI, CS, NS, NI, J = "townclerk", "", "", "", ""
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# silent-copy, whoever sent it
M("s1", "2026-02-03 10:05", "nance", "clerk", "Beach hut rents", """Dear Demelza

Are the hut rents for 2026 settled yet? I have three people asking and I don't want to say anything that turns out wrong.""", client="owa", bcc="bolitho", boxes="nance/Sent clerk/INBOX")
L("s1", "silent-copy", "cllr-nance", "clerk", "cllr-bolitho", why="[B] a councillor blind copies another councillor on a message to the Town Clerk")
T("s1", "councillor-blind-copies-councillor", "silent-copy", "flag", "St Just 12.1: whoever sent it; the same under the model protocol is no flag")
M("s2", "2026-03-10 18:44", "nance", "clerk", "Seagull-proof bins", """Demelza, the sample bin by the slip has been opened by a gull inside a week, so that is that. Denzil took the picture. Can we have our money back?""",
  client="gmail", cc="trewin", bcc="carlyon", boxes="nance/Sent")
L("s2", "silent-copy", "cllr-nance", "clerk", "cllr-carlyon", why="[B] openly to the Clerk and Cllr Trewin, blind to Cllr Carlyon")
M("s3", "2026-04-09 11:20", "clerk", "trewin", "Mooring at the town steps", """Dear Denzil

The ring at the town steps belongs to the harbour and not to us, so there is no licence for us to give. I have told Mr Hosking.""", client="outlook", bcc="nance", boxes="clerk/Sent nance/INBOX")
L("s3", "silent-copy", "clerk", "cllr-trewin", "cllr-nance", why="[B] Bcc header in the Town Clerk's Sent copy")
M("s4", "2026-05-14 15:02", "deputy", "bolitho", "Allotment gate code", """Dear Cllr Bolitho

The code changes on Monday. I shall put the new one through plot holders' doors and not in an email, for obvious reasons.""", client="tbird", cc="clerk", bcc="penhale", boxes="journal/INBOX")
L("s4", "silent-copy", "deputy", "cllr-bolitho", "cllr-penhale", why="[A] journal report lists Bcc to the Mayor")
M("ns1", "2026-02-17 09:12", "clerk", "carlyon", "Civic service: order of procession", """Dear Loveday

Mace, Mayor, Deputy Mayor, members in order of election, then the band. The vicar asks for silence in the porch.""", client="owa", cc="penhale", boxes="clerk/Sent")
T("ns1", "open-cc-without-note", "copy-without-consent", "no-flag", "the Town Clerk is the author and copies openly; cc-note-missing is a rule of the model protocol only")
M("ns2", "2026-03-03 12:00", "clerk", "clerk", "Agenda, Town Council 9 March", """Dear Members

The agenda and papers for Monday 9 March are on the members' page.""", client="outlook", bcc="penhale; carlyon; nance; bolitho; trewin", boxes="clerk/Sent nance/INBOX")
T("ns2", "circular-to-self-bcc-all", "silent-copy", "no-flag", "a circular")
M("ns3", "2026-05-27 13:41", "trewin", "clerk", "Slipway chain", """Demelza

The slipway chain is down to two links again.

Copied to Kerra Nance, who uses it daily.""", client="web", bcc="nance", boxes="clerk/INBOX nance/INBOX")
T("ns3", "note-present", "silent-copy", "no-flag", "the text names the person as copied")

# copy-without-consent
M("c1a", "2026-01-21 17:50", "trewin", "clerk", "Public toilets at the quay", """Demelza

I think we should be charging 40p like everybody else. It's only my view and I know it won't be liked. What did it cost us last year?""", client="ios", boxes="clerk/INBOX")
M("c1", "2026-01-22 10:10", "clerk", "carlyon; trewin", "FW: Public toilets at the quay", """Loveday, Denzil

£18,900 last year, including the flood. Loveday, as chairman of amenities you should see Denzil's suggestion.""", client="outlook", fw="c1a", boxes="clerk/Sent")
L("c1", "copy-without-consent", "clerk", "cllr-trewin", "", why="openly forwarded to Cllr Carlyon; the author neither stated nor consented")
M("c2a", "2026-03-18 16:30", "nance", "clerk", "Market stall fees", """Does the market make or lose money, taking the cleaning into account?""", client="owa", boxes="nance/Sent clerk/INBOX")
M("c2b", "2026-03-19 09:25", "clerk", "nance", "RE: Market stall fees", """Dear Kerra

It loses about £1,100 a year once the cleaning is counted. I should prefer to bring that to committee with the workings before it is quoted.""", client="owa", re_="c2a", boxes="clerk/Sent nance/INBOX")
M("c2", "2026-03-19 19:08", "nance", "bolitho", "Fw: Market stall fees", """I told you so!""", client="owa", fw="c2b", boxes="nance/Sent")
L("c2", "copy-without-consent", "cllr-nance", "clerk", "cllr-bolitho", why="a councillor forwards the Town Clerk's reply to another councillor; the Clerk did not consent")
T("c2", "forward-by-a-councillor", "copy-without-consent", "flag", "St Just 12.1 binds whoever copies")
M("c3a", "2026-06-02 08:40", "bolitho", "clerk", "Staffing of the information centre", """Dear Demelza

Two volunteers have told me they will not do another August. I would rather you heard it from me than from them.""", client="apple", boxes="clerk/INBOX")
M("c3", "2026-06-03 11:11", "clerk", "penhale", "Information centre", """Mr Mayor

Please see the attached before we talk on Friday. Cllr Bolitho is copied.""", client="outlook", cc="bolitho", fwatt="c3a", boxes="clerk/Sent")
L("c3", "copy-without-consent", "clerk", "cllr-bolitho", "", why="forwarded as an attachment to the Mayor; the author is told but did not consent")
M("nc1a", "2026-02-10 20:20", "carlyon", "clerk", "Flower beds", """Demelza, the bed by the Guildhall wants replanting. Please pass this on to Denzil, he has the list of plants.""", client="gmail", boxes="clerk/INBOX")
M("nc1", "2026-02-11 09:01", "clerk", "trewin; carlyon", "FW: Flower beds", """Denzil, as Loveday asks.""", client="outlook", fw="nc1a", boxes="clerk/Sent")
T("nc1", "author-asked-for-it", "copy-without-consent", "no-flag", "the author's own words allow it")
M("nc2a", "2026-04-21 14:00", "bolitho", "clerk", "CCTV on the pier", """Dear Demelza, I have concerns about the camera facing Pier Cottages. Who sees the pictures?""", client="apple", boxes="clerk/INBOX")
M("nc2b", "2026-04-21 15:12", "clerk", "bolitho", "RE: CCTV on the pier", """Dear Piers

Only the deputy and I. May I let Cllr Nance have your email, since she asked much the same?""", client="owa", re_="nc2a", boxes="clerk/Sent")
M("nc2c", "2026-04-21 17:33", "bolitho", "clerk", "Re: CCTV on the pier", """Yes, by all means let Kerra have it.""", client="apple", re_="nc2b", boxes="clerk/INBOX")
M("nc2", "2026-04-22 09:30", "clerk", "nance; bolitho", "FW: CCTV on the pier", """Dear Kerra, with Piers's consent.""", client="outlook", fw="nc2a", boxes="clerk/Sent nance/INBOX")
T("nc2", "consent-in-the-thread", "copy-without-consent", "no-flag", "the author said yes in the thread before it went")

# letters
M("o1", "2026-02-24 11:05", "bolitho", "highways", "Bollards in Fore Street", """Dear Sirs

On behalf of St Ives Quay Town Council I write to object to the removal of the bollards in Fore Street. The Town Council considers that they keep vans off the granite setts.""", client="owa", boxes="journal/INBOX", close="Yours faithfully", sig="Piers Bolitho\nfor St Ives Quay Town Council")
L("o1", "official-letter-councillor-name", "cllr-bolitho", "", "", "highways@kernowroads.example", why="official letter of the council in the name of a member who is not the Mayor")
M("o2", "2026-03-25 16:15", "penhale", "trust", "Two hundred years of the lifeboat house", """Dear Madam Secretary

As Mayor of St Ives Quay I send you, in my own name and on the Town Council's behalf, the warmest congratulations on the bicentenary. The Town Council is proud of the station and of everyone who has served in it.""", client="outlook", boxes="journal/INBOX", close="Yours sincerely")
L("o2", "official-letter-councillor-name", "cllr-penhale", "", "", "secretary@lifeboathouse.example", why="the Mayor's letter for the council in the Mayor's own name", status="excepted", exc="mayor-own-name")
M("o3", "2026-04-15 10:00", "penhale", "flags", "Regatta bunting", """Dear Sirs

On behalf of the Town Council I accept your quotation of £684 for the regatta bunting. Please deliver to the Guildhall by 1 July and send the account to the Town Clerk.""", client="owa", cc="clerk", boxes="clerk/INBOX", close="Yours faithfully")
L("o3", "councillor-commitment", "cllr-penhale", "", "", "orders@brightbunting.example", why="the Mayor accepts a quotation; 12.4 knows no exception")
T("o3", "mayor-accepts-a-quotation", "councillor-commitment", "flag", "the Mayor's own name does not excuse an obligation")
M("o4", "2026-05-06 07:58", "trewin", "slip", "slipway", """Morning, please get on and mend the bottom step of the slipway this week, the town council will pay. Denzil""", client="ios", cc="clerk", boxes="clerk/INBOX", sig=False)
L("o4", "councillor-commitment", "cllr-trewin", "", "", "jobs@gweekmarine.example", why="instructs works at the council's cost")

# capacity
M("p1", "2026-03-31 12:10", "nance", "harbour", "Dredging dates", """Hello

Can you tell me when the dredger is due, and whether the town beach will be shut for it? The council's deckchair man needs to know.""", client="gmail", boxes="nance/Sent")
L("p1", "capacity-not-stated", "cllr-nance", "", "", "office@quayharbour.example", why="from the council address on council matters, signed 'Kerra' and no more")
M("p2", "2026-05-19 18:22", "trewin", "res2", "Your complaint about the deckchairs", """Mr Hosking

I've looked at them myself and you're right, half of them are torn. It was talked about at amenities in April. You should get something in the summer newsletter.""", client="ios", boxes="journal/INBOX")
L("p2", "capacity-not-stated", "cllr-trewin", "", "", "t.hosking@example.org", why="from the council address to a resident on council matters, capacity not stated")
M("np1", "2026-04-02 09:40", "nance", "harbour", "Weever fish signs", """Dear Harbour Master

I am writing as an individual member of the Town Council and not on its behalf. Two children were stung on Sunday. Have you any of the yellow signs left?""", client="owa", boxes="nance/Sent")
T("np1", "capacity-stated", "capacity-not-stated", "no-flag", "says in which capacity")
M("np2", "2026-05-23 10:30", "nance.home", "harbour", "Winter storage", """Hello, can I leave the dinghy on the hard until the 10th? Kerra (Blue Wren)""", client="gmail", bcc="nance", boxes="nance/INBOX", sig=False)
T("np2", "private-matter-private-address", "capacity-not-stated", "no-flag", "her own dinghy, from her private address")

# confidential
M("f1a", "2026-04-28 14:50", "clerk", "nance", "CONFIDENTIAL: lease of the sail loft", """Dear Kerra

The tenant is four months behind, £2,600, and has asked for time. The District Valuer thinks that we should not get more from anybody else.

Confidential because it is about one man's business and his debts.""", client="outlook", boxes="clerk/Sent nance/INBOX")
M("f1", "2026-04-28 20:14", "nance", "res1", "Fw: CONFIDENTIAL: lease of the sail loft", """Mary, I write only as your ward councillor and a friend. This is what I meant about next door.""", client="owa", fw="f1a", boxes="nance/Sent")
L("f1", "confidential-to-third-party", "cllr-nance", "clerk", "", "mary.uren@example.net", why="marked item forwarded to a resident")
M("f2a", "2026-06-08 10:20", "clerk", "nance", "IN CONFIDENCE - harbour revision order", """Dear Kerra

The draft order would move the harbour limit forty metres east, which takes in the bathing platform. Our consultant says that we should object by the 30th.

In confidence because the draft was lent to us before publication.""", client="outlook", boxes="clerk/Sent nance/INBOX")
M("f2b", "2026-06-08 12:31", "nance", "clerk", "RE: IN CONFIDENCE - harbour revision order", """May I show this to the Harbour Office? They may not know about the platform.""", client="owa", re_="f2a", boxes="nance/Sent clerk/INBOX")
M("f2c", "2026-06-08 13:05", "clerk", "nance", "RE: IN CONFIDENCE - harbour revision order", """Yes, I agree: you may forward my email to the Harbour Office. In confidence still to everybody else, because the draft is not ours.""", client="outlook", re_="f2b", boxes="clerk/Sent nance/INBOX")
M("f2", "2026-06-08 16:47", "nance", "harbour", "Fw: IN CONFIDENCE - harbour revision order", """Dear Harbour Office, I am writing as an individual town councillor, not for the council. Demelza agrees that you may see this.""", client="owa", fw="f2a", boxes="nance/Sent")
L("f2", "confidential-to-third-party", "cllr-nance", "clerk", "", "office@quayharbour.example", why="the author consented in the thread", status="excepted", exc="consent-of-author")
M("nf1", "2026-04-29 09:10", "clerk", "solicitor", "Sail loft arrears", """Dear Mr Hay

Please see what I wrote to our lead member, below, and let me have a letter before action.""", client="outlook", fw="f1a", boxes="clerk/Sent")
T("nf1", "trusted-solicitor", "confidential-to-third-party", "no-flag", "the solicitor is trusted")

# noise
M("z1", "2026-03-02 06:10", "news", "clerk", "Digest: blind copies, mayors and their letters", """LOCAL COUNCILS DIGEST
This month: should you ever use Bcc? Confidential items at meetings. When may a mayor write in his own name?
Unsubscribe at any time.""", client="robot", shape="html", boxes="clerk/INBOX", head={"List-Id": "<digest.localcouncils.example>", "Precedence": "bulk"})
M("z2", "2026-05-04 19:33", "res1", "clerk", "Thank you", """Dear Town Clerk, the new bench is lovely. Mary Uren""", client="gmail", boxes="clerk/INBOX")
M("z3", "2026-06-11 09:00", "clerk", "cllrs", "Mayor-making photographs", """Dear all, the photographs are in the Guildhall foyer until Friday.""", client="owa", boxes="clerk/Sent nance/INBOX")

C.write()
ok = C.validate()
from collections import Counter
r = Counter((l["rule"], l["status"]) for _, l in C.labels)
t = Counter((x["about"], x["expect"]) for x in C.traps)
o = ["# St Ives Quay: the small corpus under the St Just protocol", "", "A fictitious town council. Files, labels and traps as in `config/councils/little-wickham/README.md`.", "",
     "%d messages, %d flags, %d traps. Audit with `--as-of 2026-07-15` or later." % (len(C.seen), len(C.labels), len(C.traps)), "",
     "| Rule | open | excepted | traps: flag | traps: no flag |", "|---|---|---|---|---|"]
o += ["| `%s` | %d | %d | %d | %d |" % (x, r[(x, "open")], r[(x, "excepted")], t[(x, "flag")], t[(x, "no-flag")]) for x in sorted({k[0] for k in list(r) + list(t)})]
o += ["", "In `affected`: for a blind copy sent by a councillor, the officer visibly addressed; for copy-without-consent, the author of what was copied on.", ""]
open(os.path.join(HERE, "README.md"), "w", encoding="utf-8").write("\n".join(o))
sys.exit(0 if ok else 1)
