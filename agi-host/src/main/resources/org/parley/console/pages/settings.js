/** The settings in force, where each comes from, and what it means. */
import { html } from '/lib/lit-html.js';
import { ask } from './api.js';
import { icon } from './icons.js';
import { head } from './router.js';
import { t } from './texts.js';
import { nothingYet } from './trouble.js';

const FROM = { default: '', file: 'good', environment: 'good', flag: 'good', dialer: 'good' };

const isSet = each => each.from !== 'default';

export async function open(view) {
    const { settings } = await ask('/api/settings', view.signal);
    let words = '';
    let onlySet = false;
    const search = event => {
        words = event.target.value.toLowerCase();
        view.changed();
    };
    const choose = event => {
        onlySet = event.target.checked;
        view.changed();
    };
    const fits = each => (!onlySet || isSet(each))
        && words.split(/\s+/).every(word => `${each.key} ${each.value} ${each.meaning}`.toLowerCase().includes(word));
    view.show(() => {
        const sections = new Map();
        const narrowed = onlySet || words.trim() !== '';
        settings.filter(fits).forEach(each => {
            const name = each.key.split('.')[0];
            sections.set(name, [...(sections.get(name) ?? []), each]);
        });
        return html`
            ${head('settings')}
            <div class="filters">
                <label class="search">${icon('search')}<span class="unseen">${t('settings.search')}</span>
                    <input type="search" placeholder=${t('settings.search')} @input=${search}></label>
                <label class="check"><input type="checkbox" @change=${choose}><span>${t('settings.only-set')}</span></label>
            </div>
            ${sections.size ? html`<div class="stack">${[...sections].map(
                each => section(each, narrowed || each[1].some(isSet)))}</div>` : nothingYet(t('settings.none-fits'))}`;
    });
}

/** Those of a part of the host; open when there is something in it that is looked for, or was set. */
const section = ([name, all], isOpen) => html`<details class="card flush" ?open=${isOpen} data-section=${name}>
    <summary class="inside"><h2><bdi>${name}</bdi></h2>
        <span class="facts"><span>${t('settings.count', { count: all.length })}</span>
            <span>${t('settings.set', { count: all.filter(isSet).length })}</span></span></summary>
    <table class="table wide">
        <caption class="unseen">${name}</caption>
        <thead><tr>${['key', 'value', 'origin', 'meaning'].map(head => html`<th scope="col">${t(`settings.${head}`)}</th>`)}</tr></thead>
        <tbody>${all.map(each => html`<tr data-setting=${each.key}>
            <th scope="row" class="first"><code dir="ltr">${each.key}</code></th>
            <td data-name=${t('settings.value')}>${each.value ? html`<code class="value" dir="ltr">${each.value}</code>` : '–'}</td>
            <td data-name=${t('settings.origin')}><span class="chip ${FROM[each.from]}">${t(`settings-from.${each.from}`)}</span>
                ${each.from === 'default' ? '' : html`<small dir="ltr">${each.origin}</small>`}</td>
            <td data-name=${t('settings.meaning')} class="meaning"><span lang="en" dir="auto">${each.meaning}</span></td>
        </tr>`)}</tbody>
    </table>
</details>`;
