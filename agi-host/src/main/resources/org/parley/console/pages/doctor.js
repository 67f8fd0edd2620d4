/** Whether the host's machine can serve it: what the doctor finds, and what to do about it. */
import { html, nothing } from '/lib/lit-html.js';
import { announceProblem } from './announce.js';
import { ask } from './api.js';
import { icon } from './icons.js';
import { head } from './router.js';
import { said } from './said.js';
import { t, time } from './texts.js';
import { nothingYet } from './trouble.js';

const GRADES = { ok: 'good', warn: 'warn', fail: 'bad' };
const ORDER = ['fail', 'warn', 'ok'];

export async function open(view) {
    let found = null;
    let looks = false;
    const look = async () => {
        looks = true;
        view.changed();
        try {
            found = await ask('/api/doctor', view.signal);
        } catch (problem) {
            if (view.isOpen) {
                announceProblem(problem);
            }
        }
        looks = false;
        view.changed();
    };
    view.show(() => html`
        ${head('doctor', html`<button class="button" ?disabled=${looks} @click=${look}>
            ${icon('search')}<span>${t(looks ? 'doctor.looks' : 'doctor.look')}</span></button>`)}
        <p class="remark" role="status">${looks ? t('doctor.wait') : found ? t('doctor.at', { time: time(found.at) }) : nothing}</p>
        ${found ? html`<ul class="checks card flush">${[...found.checks]
            .sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status)).map(check)}</ul>`
            : nothingYet(t(looks ? 'doctor.wait' : 'doctor.none'))}`);
    look(); // takes seconds: the page is there before
}

const check = each => html`<li data-check=${each.name}>
    <span class="chip ${GRADES[each.status]}">${t(`doctor.${each.status}`)}</span>
    <div><h2><bdi>${each.name}</bdi></h2>
        <p>${said(each.finding)}</p>
        ${each.remedy ? html`<p class="remedy"><strong>${t('doctor.remedy')}</strong>
            ${said(each.remedy)}</p>` : nothing}</div>
</li>`;
