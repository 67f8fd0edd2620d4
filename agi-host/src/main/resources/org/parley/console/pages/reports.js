/** What calls have come to: outcomes, people, talk time, cost and waits; each chart with the table that it shows. */
import { html, nothing } from '/lib/lit-html.js';
import { reason } from './announce.js';
import { ask } from './api.js';
import { Charts } from './charts.js';
import { icon } from './icons.js';
import { go, head } from './router.js';
import { nameStatuses, statusWords } from './statuses.js';
import { brief, day, length, moment, number, percent, t } from './texts.js';
import { nothingYet } from './trouble.js';

const DAYS = 7;
const DAY_MS = 86_400_000;
const BY = ['day', 'hour', 'script', 'status', 'line'];
const ENDS = [
    { name: 'contained', colour: 'accent' },
    { name: 'transferred', colour: 'caller' },
    { name: 'failed', colour: 'bad' },
    { name: 'died', colour: 'warn' },
    { name: 'running', colour: 'edge-strong' },
];
const STAGES = ['decided', 'words', 'first_token', 'first_audio', 'first_frame'];
const PERCENTILES = [
    { name: 'p50', colour: 'accent' },
    { name: 'p90', colour: 'caller' },
    { name: 'p95', colour: 'warn' },
    { name: 'p99', colour: 'bad' },
];

/** A day as the field for days has it. */
const iso = at => `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`;

/** What is asked for: as the address says, else the last days. */
function wanted() {
    const given = new URLSearchParams(location.search);
    const now = new Date();
    const query = new URLSearchParams({
        from: given.get('from') ?? iso(new Date(now.getTime() - (DAYS - 1) * DAY_MS)),
        to: given.get('to') ?? iso(now),
        by: BY.includes(given.get('by')) ? given.get('by') : 'day',
        zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC',
    });
    for (const name of ['script', 'campaign']) {
        if (given.get(name)) {
            query.set(name, given.get(name));
        }
    }
    return query;
}

export async function open(view) {
    const query = wanted();
    const charts = new Charts();
    let report = null;
    let byStatus = null;
    let refused = '';
    try {
        const other = new URLSearchParams(query);
        other.set('by', 'status');
        report = await ask(`/api/reports?${query}`, view.signal);
        byStatus = query.get('by') === 'status' ? report : await ask(`/api/reports?${other}`, view.signal);
    } catch (problem) {
        if (problem.status !== 400) {
            throw problem;
        }
        refused = reason(problem);
    }
    const paint = () => {
        if (view.isOpen && report && report.total.calls) {
            paintAll(charts, report, byStatus);
        }
    };
    const again = () => view.changed();
    const dark = matchMedia('(prefers-color-scheme: dark)');
    addEventListener('themechange', again);
    dark.addEventListener('change', again);
    view.onClose(() => {
        charts.close();
        removeEventListener('themechange', again);
        dark.removeEventListener('change', again);
    });
    nameStatuses(view);
    view.show(() => {
        queueMicrotask(paint); // when what it paints on is there
        return html`
            ${head('reports', report ? html`<a class="button" download href=${`/api/reports?${query}&format=csv`}>
                ${icon('save')}<span>${t('reports.csv')}</span></a>` : nothing)}
            ${form(query)}
            <p class="refused" role="alert">${refused || nothing}</p>
            ${report ? all(report, byStatus) : nothing}`;
    });
}

const form = query => html`<form class="filters" role="search" @submit=${event => {
    event.preventDefault();
    const chosen = new URLSearchParams();
    for (const [name, value] of new FormData(event.target)) {
        if (value.trim()) {
            chosen.set(name, value.trim());
        }
    }
    go(`/console/reports?${chosen}`);
}}>
    ${['from', 'to'].map(name => html`<label>${t(`reports.${name}`)}
        <input type="date" name=${name} value=${query.get(name)} required></label>`)}
    <label>${t('reports.by')}
        <select name="by">${BY.map(name => html`<option value=${name} ?selected=${name === query.get('by')}>
            ${t(`reports.by.${name}`)}</option>`)}</select></label>
    ${['script', 'campaign'].map(name => html`<label>${t(`reports.${name}`)}
        <input name=${name} value=${query.get(name) ?? ''} maxlength="100" autocomplete="off" dir="ltr"></label>`)}
    <button class="button strong">${t('reports.show')}</button>
</form>`;

const all = (report, byStatus) => html`
    <p class="remark">${t('reports.span', { from: moment(report.from), to: moment(report.to), zone: report.zone })}</p>
    ${tiles(report.total)}
    ${report.unpriced.length ? html`<p class="held">${icon('warning')}<span>${t('reports.unpriced')}
        <bdi dir="ltr">${report.unpriced.join(', ')}</bdi></span></p>` : nothing}
    ${report.total.calls === 0 ? nothingYet(t('reports.none')) : html`<div class="charts">
        ${chart('calls', true, endsTable(report))}
        ${chart('latency', false, stagesTable(report.total.latency))}
        ${chart('statuses', false, statusTable(byStatus))}
        ${chart('costs', false, costTable(byStatus))}
    </div>
    <section aria-labelledby="rows"><h2 id="rows">${t('reports.rows')}</h2>
        <div class="card flush">${rowsTable(report)}</div></section>`}`;

const tiles = total => html`<dl class="big card">
    ${tile('calls', number(total.calls))}
    ${tile('containment', percent(total.containment))}
    ${tile('transferRate', percent(total.transferRate))}
    ${tile('averageTalk', length(total.averageTalkMs))}
    ${tile('talk', length(total.talkMs))}
    ${tile('cost', number(Number(total.cost)))}
    ${tile('wait', total.latency.first_frame.turns ? brief(total.latency.first_frame.p95) : '–')}
</dl>`;

const tile = (name, value) => html`<div><dt>${t(`reports.${name}`)}</dt><dd>${value}</dd></div>`;

/** A chart; its table can be opened below it, and is what a screen reader is told of. */
const chart = (name, broad, table) => html`<figure class="card report ${broad ? 'broad' : ''}">
    <figcaption><h2>${t(`reports.chart.${name}`)}</h2><p>${t(`reports.chart.${name}.about`)}</p></figcaption>
    <div class="canvas"><canvas id=${`chart-${name}`} role="img" aria-label=${t('reports.pictured', {
        name: t(`reports.chart.${name}`) })}></canvas></div>
    <details><summary>${t('reports.table')}</summary><div class="scrolls" tabindex="0" role="group"
        aria-label=${t(`reports.chart.${name}`)}>${table}</div></details>
</figure>`;

const grid = (heads, rows, caption) => html`<table class="table">
    <caption class="unseen">${caption}</caption>
    <thead><tr>${heads.map((each, i) => html`<th scope="col" class=${i ? 'figure' : ''}>${each}</th>`)}</tr></thead>
    <tbody>${rows.map(([first, ...rest]) => html`<tr><th scope="row"><bdi>${first}</bdi></th>
        ${rest.map(each => html`<td class="figure">${each}</td>`)}</tr>`)}</tbody>
</table>`;

/** A row's key as people read it: days and hours in their own way. */
function label(key, by) {
    if (by === 'day') {
        return day(`${key}T12:00`);
    }
    return by === 'hour' ? moment(key) : key === '-' ? t('reports.without') : key;
}

/** The same for a table, where a status has room for its name. */
const cell = (key, by) => (by === 'status' && key !== '-' ? statusWords(key) : label(key, by));

const endsTable = report => grid(
    [t(`reports.by.${report.by}`), t('reports.calls'), ...ENDS.map(each => t(`reports.${each.name}`))],
    report.rows.map(row => [cell(row.key, report.by), number(row.calls), ...ENDS.map(each => number(row[each.name]))]),
    t('reports.chart.calls'),
);

const stagesTable = latency => grid(
    [t('reports.stage'), ...PERCENTILES.map(each => t(`reports.${each.name}`)), t('reports.turns')],
    STAGES.map(name => [
        t(`stage.${name}`), ...PERCENTILES.map(each => (latency[name].turns ? brief(latency[name][each.name]) : '–')),
        number(latency[name].turns),
    ]),
    t('reports.chart.latency'),
);

const statusTable = report => grid(
    [t('reports.by.status'), t('reports.calls'), t('reports.averageTalk')],
    report.rows.map(row => [cell(row.key, 'status'), number(row.calls), length(row.averageTalkMs)]),
    t('reports.chart.statuses'),
);

const costTable = report => grid(
    [t('reports.by.status'), t('reports.cost'), t('reports.averageCost')],
    report.rows.map(row => [cell(row.key, 'status'), number(Number(row.cost)), number(Number(row.averageCost))]),
    t('reports.chart.costs'),
);

const COLUMNS = [
    ['calls', row => number(row.calls)],
    ['containment', row => percent(row.containment)],
    ['transferRate', row => percent(row.transferRate)],
    ['failed', row => number(row.failed + row.died)],
    ['averageTalk', row => length(row.averageTalkMs)],
    ['cost', row => number(Number(row.cost))],
    ['wait', row => (row.latency.first_frame.turns ? brief(row.latency.first_frame.p95) : '–')],
];

const rowsTable = report => html`<table class="table wide">
    <caption class="unseen">${t('reports.rows')}</caption>
    <thead><tr><th scope="col">${t(`reports.by.${report.by}`)}</th>
        ${COLUMNS.map(([name]) => html`<th scope="col" class="figure">${t(`reports.${name}`)}</th>`)}</tr></thead>
    <tbody>${[...report.rows, report.total].map(row => html`<tr class=${row === report.total ? 'total' : ''}>
        <th scope="row" class="first"><bdi>${row === report.total ? t('reports.total') : cell(row.key, report.by)}</bdi></th>
        ${COLUMNS.map(([name, value]) => html`<td class="figure" data-name=${t(`reports.${name}`)}>${value(row)}</td>`)}
    </tr>`)}</tbody>
</table>`;

function paintAll(charts, report, byStatus) {
    const on = name => document.getElementById(`chart-${name}`);
    const labels = report.rows.map(row => label(row.key, report.by));
    charts.bars(on('calls'), {
        labels,
        stacked: true,
        sets: ENDS.filter(each => report.total[each.name]).map(each => ({
            label: t(`reports.${each.name}`), colour: each.colour, values: report.rows.map(row => row[each.name]),
        })),
    });
    charts.bars(on('latency'), {
        labels: STAGES.map(name => t(`stage.${name}`)),
        unit: brief,
        sets: PERCENTILES.map(each => ({
            label: t(`reports.${each.name}`), colour: each.colour,
            values: STAGES.map(name => report.total.latency[name][each.name]),
        })),
    });
    const statuses = byStatus.rows.map(row => label(row.key, 'status'));
    charts.bars(on('statuses'), {
        labels: statuses,
        sets: [{ label: t('reports.calls'), colour: 'accent', values: byStatus.rows.map(row => row.calls) }],
    });
    charts.bars(on('costs'), {
        labels: statuses,
        sets: [{ label: t('reports.averageCost'), colour: 'caller', values: byStatus.rows.map(row => Number(row.averageCost)) }],
    });
}
