/** What the dialer dials for the campaigns of our lines, and why it does not where it does not. */
import { html, nothing } from '/lib/lit-html.js';
import { follow } from './again.js';
import { ask } from './api.js';
import { icon } from './icons.js';
import { head } from './router.js';
import { said } from './said.js';
import { number, t } from './texts.js';
import { nothingYet } from './trouble.js';

const AGAIN_MS = 10000; // as often as the host looks
const FIGURES = [
    'linesReady', 'dialable', 'hopper', 'dialing', 'waiting', 'withAgents', 'callbacksDue', 'callbacksLater',
];

export async function open(view) {
    let campaigns = [];
    await follow(view, AGAIN_MS, async () => {
        ({ campaigns } = await ask('/api/outbound', view.signal));
    });
    view.show(() => html`
        ${head('outbound')}
        ${campaigns.length ? html`<div class="stack">${campaigns.map(card)}</div>` : nothingYet(t('outbound.none'))}
        <p class="remark">${t('outbound.remark')}</p>`);
}

const card = each => html`<section class="card" data-campaign=${each.campaign} aria-label=${each.campaign}>
    <div class="card-head">
        <h2><bdi>${each.campaign}</bdi></h2>
        <span class="chip ${each.reasons.length ? 'warn' : 'good'}">
            ${t(each.reasons.length ? 'outbound.rests' : 'outbound.dials')}</span>
        <span class="facts"><span><bdi>${each.name}</bdi></span><span><bdi>${each.method}</bdi></span><span>${t('outbound.level', { value: each.level })}</span></span>
    </div>
    ${each.reasons.length ? html`<ul class="reasons">
        ${each.reasons.map(reason => html`<li>${icon('warning')}<span>${said(reason)}</span></li>`)}</ul>` : nothing}
    <dl class="big">${FIGURES.map(name => html`<div><dt>${t(`outbound.${name}`)}</dt>
        <dd>${each[name] === null ? t('outbound.unknown') : number(each[name])}</dd></div>`)}</dl>
</section>`;
