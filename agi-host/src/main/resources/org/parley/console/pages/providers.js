/** Voices and their parts: how each is, its last failure, and what it did and cost in today's ended calls. */
import { html } from '/lib/lit-html.js';
import { follow } from './again.js';
import { ask } from './api.js';
import { head } from './router.js';
import { said } from './said.js';
import { brief, moment, number, t, word } from './texts.js';

const AGAIN_MS = 5000;
const FIGURES = ['p50', 'p95', 'callsToday', 'spendToday'];

export async function open(view) {
    let found = { providers: [] };
    await follow(view, AGAIN_MS, async () => {
        found = await ask('/api/providers', view.signal);
    });
    view.show(() => html`
        ${head('providers')}
        <div class="card flush"><table class="table wide">
            <caption class="unseen">${t('page.providers')}</caption>
            <thead><tr>
                ${['name', 'state', 'since', 'failure'].map(name => html`<th scope="col">${t(`providers.${name}`)}</th>`)}
                ${FIGURES.map(name => html`<th scope="col" class="figure">${t(`providers.${name}`)}</th>`)}
            </tr></thead>
            <tbody>${found.providers.map(row)}</tbody>
        </table></div>
        <p class="remark">${t('providers.remark')}</p>`);
}

const row = each => html`<tr data-provider="${each.kind}.${each.name}">
    <th scope="row" class="first"><bdi>${each.name}</bdi>
        <small>${word('provider-kind', each.kind)}${each.preferred ? html` · ${t('providers.preferred')}` : ''}</small></th>
    <td data-name=${t('providers.state')}><span class="chip ${each.well ? 'good' : 'bad'}">
        ${t(each.well ? 'providers.well' : 'providers.down')}</span></td>
    <td data-name=${t('providers.since')}><time datetime=${each.since}>${moment(each.since)}</time></td>
    <td data-name=${t('providers.failure')}>${each.failure ? html`<span class="failure">
        ${said(each.failure)} <small>${moment(each.failedAt)}</small></span>` : '–'}</td>
    <td class="figure" data-name=${t('providers.p50')}>${each.latency ? brief(each.latency.p50) : '–'}</td>
    <td class="figure" data-name=${t('providers.p95')}>${each.latency ? brief(each.latency.p95) : '–'}</td>
    <td class="figure" data-name=${t('providers.callsToday')}>${each.callsToday === null ? '–' : number(each.callsToday)}</td>
    <td class="figure" data-name=${t('providers.spendToday')}>${spend(each)}</td>
</tr>`;

/** Without a price nothing is known of the cost; the parts of a voice have theirs. */
const spend = each => (each.priced && each.spendToday !== null ? number(Number(each.spendToday)) : '–');
