import { readMessageNow } from '/work/main/src/mail/read-message.ts';
import { readBody } from '/work/main/src/mail/body.ts';
import { readJournalReport } from '/work/main/src/mail/journal-report.ts';
import { defaultLimits as L } from '/work/main/src/mail/message.ts';
const units=['>',' ','-','(','\t','> ','>\n','On ','On 1 ','\n','From: ','From: a\n','From: a@b\nTo: ','From: a\nSent: b\nTo: c\n','> >','*','_','=','=?','=?utf-8?Q?a?= ','<','<div>','<blockquote type=cite>','<b','a@','@','a@b,','"','[mailto:','<mailto:','wrote:','On 1 Jan 2020 10:00, ','On 1 Jan 2020 10:00 a@b wrote:\n','---------- ','----- Forwarded message -----\n','-- \n','cc ','cc: a\n','a ','A ','a.','this email is confidential ','virus ','this email ','intended ','I have copied ','received ','\u00a0','\ufeff','<style>','<!--','&nbsp;','<td>','<p hidden>','<','> On 1 Jan 2020 10:00 a@b wrote:\n','Regards\n','1','1:','10:00 ','12 March 2026 ','{','\\','Subject: a\n','To: a,\n','<a@b>;',';','%','=\n','=20','- From: ','_ ','~','From: x\n\n','\u{e010}\n','for <','MSIP_Label_',' ,',',','Dear A\n\nB. Crowe\n\n','A B C\n','Confidential ','email ','message ','any attachments '];
const N=400_000;
let worst:any[]=[];
const heads=(v:string)=>[
 ['plain','From: a@b\nSubject: x\nMessage-ID: <a@b>\n\n'+v],
 ['quoted','From: a@b\nSubject: x\nMessage-ID: <a@b>\n\nOn 1 Jan 2020 10:00 a@b wrote:\n> '+v],
 ['html','From: a@b\nMessage-ID: <a@b>\nContent-Type: text/html\n\n'+v],
 ['qp','From: a@b\nMessage-ID: <a@b>\nContent-Transfer-Encoding: quoted-printable\n\n'+v+'x'],
 ['flowed','From: a@b\nMessage-ID: <a@b>\nContent-Type: text/plain; format=flowed\n\n'+v+'x'],
 ['subject','Subject: '+v.replace(/\n/g,'')+'\nFrom: a@b\nMessage-ID: <a@b>\n\nx'],
 ['from','From: '+v.replace(/\n/g,'')+'\nMessage-ID: <a@b>\n\nx'],
 ['misc',['To','Date','Message-ID','References','Received','X-Forwarded-For','Return-Path','msip_labels','Content-Type','Content-Disposition','Content-Transfer-Encoding','Thread-Index','Authentication-Results','Delivered-To','Auto-Submitted','Sensitivity'].map(n=>n+': '+v.slice(0,N/8).replace(/\n/g,'')).join('\n')+'\n\nx'],
 ['journal','From: a@b\nX-MS-Journal-Report:\nMessage-ID: <a@b>\n\nSender: a@b\nMessage-Id: <x@y>\nTo: '+v],
 ['boundary','From: a@b\nMessage-ID: <a@b>\nContent-Type: multipart/mixed; boundary="'+v.slice(0,60).replace(/[\n"]/g,'')+'"\n\n--'+v],
];
for (const u of units) { const v=u.repeat(Math.ceil(N/u.length)).slice(0,N);
 for (const tail of ['', 'x\nfoo']) for (const [k,t] of heads(v+tail)) { const b=Buffer.from(t as string); const s=performance.now(); try{const m=readMessageNow(b,L,0); if(!('kind' in m)){readBody(m,L);readJournalReport(m,L)} }catch(e){console.log('THROW',k,JSON.stringify(u),e)} const d=performance.now()-s; worst.push([Math.round(d),k,u]); if(d>800) console.log('SLOW',Math.round(d),k,JSON.stringify(u),tail.length);} }
worst.sort((a,b)=>b[0]-a[0]); console.log(worst.slice(0,12));
