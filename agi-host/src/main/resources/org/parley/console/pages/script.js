/** One script: what is wrong with it, the versions that were live, and the return to one of them. */
import { html, nothing } from '/lib/lit-html.js';
import { follow } from './again.js';
import { announce, announceProblem, reason } from './announce.js';
import { act, ask } from './api.js';
import { dialog } from './dialog.js';
import { icon } from './icons.js';
import { head } from './router.js';
import { mistake } from './scripts.js';
import { can } from './session.js';
import { moment, number, t, word } from './texts.js';
import { nothingYet } from './trouble.js';

const AGAIN_MS = 5000;
const STATES = { live: 'good', stale: 'warn', broken: 'bad', fallback: 'warn', out: 'bad' };

export async function open(view, { name }) {
    const path = `/api/scripts/${encodeURIComponent(name)}`;
    let found = null;
    const again = await follow(view, AGAIN_MS, async () => {
        found = await ask(path, view.signal);
    });
    const look = async version => {
        try {
            const { source } = await ask(`${path}/versions/${version.version}`, view.signal);
            show(name, version, source);
        } catch (problem) {
            announceProblem(problem);
        }
    };
    view.show(() => html`
        ${head('script', html`<p class="beside"><bdi>${name}</bdi>
            ${found.status ? html`<span class="chip ${STATES[found.status.state]}">${word('script-state', found.status.state)}</span>`
                : html`<span class="chip bad">${t('script.gone')}</span>`}</p>`)}
        ${found.status && found.findings.length ? html`<section class="stack" aria-labelledby="findings">
            <h2 id="findings">${t('script.findings')}</h2>
            ${found.status.problems.map(each => mistake(each, 'bad'))}
            ${found.status.warnings.map(each => mistake(each, 'warn'))}</section>` : nothing}
        <section aria-labelledby="versions">
            <h2 id="versions">${t('script.versions')}</h2>
            ${found.versions === null ? nothingYet(t('script.no-database'))
                : found.versions.length ? versions(found, look, version => back(name, version, again))
                    : nothingYet(t('script.none'))}
        </section>`);
}

const versions = (found, look, back) => html`<div class="card flush"><table class="table wide">
    <caption class="unseen">${t('script.versions')}</caption>
    <thead><tr>${['version', 'state', 'firstSeen', 'lastSeen', 'bytes', 'acts'].map(
        name => html`<th scope="col" class=${name === 'bytes' ? 'figure' : ''}>${t(`script.${name}`)}</th>`,
    )}</tr></thead>
    <tbody>${found.versions.map(each => {
        const live = each.version === found.status?.version;
        return html`<tr data-version=${each.version}>
            <th scope="row" class="first"><code>${each.version}</code></th>
            <td data-name=${t('script.state')}>${live ? html`<span class="chip good">${t('script.live')}</span>`
                : each.brokenAt ? html`<span><span class="chip bad">${t('script.out')}</span>
                    <small lang="en" dir="auto">${each.error}</small></span>` : t('script.kept')}</td>
            <td data-name=${t('script.firstSeen')}><time datetime=${each.firstSeen}>${moment(each.firstSeen)}</time></td>
            <td data-name=${t('script.lastSeen')}><time datetime=${each.lastSeen}>${moment(each.lastSeen)}</time></td>
            <td class="figure" data-name=${t('script.bytes')}>${number(each.bytes)}</td>
            <td data-name=${t('script.acts')}><span class="actions">
                <button class="button small" @click=${() => look(each)}
                    aria-label=${t('action.on', { action: t('script.show'), script: each.version })}>${t('script.show')}</button>
                ${!live && can('rollBackScript') ? html`<button class="button small" @click=${() => back(each)}
                    aria-label=${t('action.on', { action: t('script.back'), script: each.version })}>${t('script.back')}</button>`
                    : nothing}
            </span></td>
        </tr>`;
    })}</tbody>
</table></div>`;

function show(name, version, source) {
    dialog(close => html`
        <h2 id="dialog-title"><bdi>${name}</bdi> <code>${version.version}</code></h2>
        <pre class="source" dir="ltr" tabindex="0" role="group" aria-label=${t('script.source')}>${source}</pre>
        <div class="dialog-end"><button class="button" @click=${close}>${t('script.close')}</button></div>`).classList.add('broad');
}

function back(name, version, again) {
    let refused = '';
    dialog((close, draw) => html`<form @submit=${async event => {
        event.preventDefault();
        try {
            await act('POST', `/api/scripts/${encodeURIComponent(name)}/rollback`, { hash: version.version });
            announce(t('script.back.done', { script: name, version: version.version }));
            close();
            await again();
        } catch (problem) {
            refused = reason(problem);
            draw();
        }
    }}>
        <h2 id="dialog-title">${icon('script')} ${t('action.on', { action: t('script.back'), script: version.version })}</h2>
        <p>${t('script.back.about')}</p>
        <p class="refused" role="alert" lang="en" dir="auto">${refused || nothing}</p>
        <div class="dialog-end">
            <button type="button" class="button" @click=${close}>${t('action.cancel')}</button>
            <button class="button strong">${t('script.back')}</button>
        </div>
    </form>`);
}
