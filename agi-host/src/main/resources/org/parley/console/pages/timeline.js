/** A call on one axis of time: how loud both sides were, and above and below that their turns, barge-ins and tools. */
import { brief, isRightToLeft, length, t, word } from './texts.js';

/** At which height things are, with the waveform between them and without. */
const TALL = { event: 1.75, caller: 1.35, agent: -1.35, tool: -1.75, top: 2.1 };
const LOW = { event: 0.95, caller: 0.4, agent: -0.4, tool: -0.95, top: 1.3 };
const TURN_PX = 9;
const SHORTEST_MS = 3000;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800].map(seconds => seconds * 1000);
const STEPS_MAX = 12;

/** A colour of the style sheet, as it is now. */
function colour(name) {
    const probe = document.createElement('span');
    probe.style.color = `var(--${name})`;
    document.body.append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
}

/** The line of what is being heard. */
const playhead = {
    id: 'playhead',
    afterDatasetsDraw(chart, _, { at, ink }) {
        if (at === null) {
            return;
        }
        const { ctx, chartArea, scales } = chart;
        const x = scales.x.getPixelForValue(at);
        if (x >= chartArea.left && x <= chartArea.right) {
            ctx.save();
            ctx.strokeStyle = ink;
            ctx.lineWidth = 2;
            ctx.beginPath();
            ctx.moveTo(x, chartArea.top);
            ctx.lineTo(x, chartArea.bottom);
            ctx.stroke();
            ctx.restore();
        }
    },
};

/** A lane of strips, each `{from, to, text}`, as one line with holes. */
const strips = (label, all, lane, ink, width = TURN_PX) => ({
    label,
    data: all.flatMap(({ from, to, text }) => [
        { x: from, y: lane, text }, { x: Math.max(to, from + 40), y: lane, text }, { x: to, y: NaN },
    ]),
    borderColor: ink,
    backgroundColor: ink,
    borderWidth: width,
    borderCapStyle: 'butt',
    pointRadius: 0,
    pointHitRadius: 8,
    spanGaps: false,
});

const points = (label, all, lane, ink, style) => ({
    label,
    data: all.map(({ at, text }) => ({ x: at, y: lane, text })),
    showLine: false,
    pointStyle: style,
    pointRadius: 6,
    pointHoverRadius: 8,
    borderColor: ink,
    backgroundColor: ink,
});

const wave = (label, levels, sign, from, step, ink) => ({
    label,
    data: levels.map((level, i) => ({ x: from + i * step, y: sign * level })),
    borderColor: ink,
    backgroundColor: ink,
    borderWidth: 1,
    fill: 'origin',
    isWave: true,
    pointRadius: 0,
    pointHitRadius: 0,
    tension: 0,
});

/** The loudest of both sides fills its half. */
const gain = waveform => 1 / Math.max(0.05, ...waveform.caller, ...waveform.agent);

function datasets(story, waveform, LANES) {
    const turns = side => story.turns
        .filter(each => each.side === side)
        .map(each => ({ from: each.startedMs, to: each.endedMs, text: each.text }));
    const waits = story.turns
        .filter(each => each.side === 'AGENT' && each.latencyMs > 0)
        .map(each => ({
            from: each.startedMs - each.latencyMs, to: each.startedMs, text: brief(each.latencyMs),
        }));
    const all = [];
    if (waveform) {
        const step = waveform.ms / Math.max(1, waveform.caller.length);
        const up = gain(waveform);
        all.push(wave(t('timeline.caller'), waveform.caller, up, story.soundFrom, step, colour('caller')));
        all.push(wave(t('timeline.agent'), waveform.agent, -up, story.soundFrom, step, colour('accent')));
    }
    all.push(
        strips(t('timeline.caller-turns'), turns('CALLER'), LANES.caller, colour('caller')),
        strips(t('timeline.agent-turns'), turns('AGENT'), LANES.agent, colour('accent')),
        strips(t('timeline.waits'), waits, LANES.agent, colour('warn'), 4),
        points(t('timeline.barge-ins'),
            story.bargeIns.map(each => ({ at: each.atMs, text: each.words })), LANES.event, colour('bad'), 'triangle'),
        points(t('timeline.tools'),
            story.tools.map(each => ({ at: each.atMs, text: each.data.name ?? word('kind', each.kind) })),
            LANES.tool, colour('text'), 'rectRot'),
    );
    return all;
}

/** Whole seconds, so many that their texts have room. */
function ticks(longest) {
    const step = STEPS.find(each => longest / each <= STEPS_MAX) ?? STEPS.at(-1);
    return Array.from({ length: Math.floor(longest / step) + 1 }, (_, i) => ({ value: i * step }));
}

/** One entry for each sort of thing: a strip has the colour of its side's waveform, and needs none beside that. */
function generateLabels(chart) {
    const hasWaves = chart.data.datasets.some(each => each.isWave);
    return globalThis.Chart.defaults.plugins.legend.labels.generateLabels(chart)
        .filter(label => !(hasWaves && chart.data.datasets[label.datasetIndex].borderWidth === TURN_PX))
        .map(label => ({ ...label, lineWidth: 0 }));
}

/** The chart in a canvas; `seek` is told the call's time in milliseconds that was clicked. */
export class Timeline {
    #chart;

    static async in(canvas, seek) {
        await import('/lib/chart.js');
        return new Timeline(canvas, seek);
    }

    constructor(canvas, seek) {
        this.#chart = new globalThis.Chart(canvas, {
            type: 'line',
            data: { datasets: [] },
            plugins: [playhead],
            options: {
                animation: false,
                responsive: true,
                maintainAspectRatio: false,
                parsing: false,
                normalized: true,
                interaction: { mode: 'nearest', axis: 'xy', intersect: true },
                onClick: (event, _, chart) => seek(chart.scales.x.getValueForPixel(event.x)),
                layout: { padding: { top: 4 } },
                scales: {
                    x: {
                        type: 'linear',
                        min: 0,
                        ticks: { callback: value => length(value), maxRotation: 0 },
                        afterBuildTicks: axis => { axis.ticks = ticks(axis.max); },
                    },
                    y: { ticks: { display: false }, grid: { display: false }, border: { display: false } },
                },
                plugins: {
                    playhead: { at: null, ink: '' },
                    legend: { position: 'bottom', labels: { usePointStyle: true, boxHeight: 7, padding: 14, generateLabels } },
                    tooltip: {
                        callbacks: {
                            title: items => items[0] && length(items[0].parsed.x),
                            label: item => `${item.dataset.label} ${item.raw.text ?? ''}`.slice(0, 90),
                        },
                    },
                },
            },
        });
    }

    /** Draws that call, in the colours and the language of now. */
    show(story, waveform) {
        const chart = this.#chart;
        const quiet = colour('quiet');
        const { x, y } = chart.options.scales;
        x.max = Math.max(story.length, waveform ? story.soundFrom + waveform.ms : 0, SHORTEST_MS);
        const lanes = waveform ? TALL : LOW;
        y.min = -lanes.top;
        y.max = lanes.top;
        chart.data.datasets = datasets(story, waveform, lanes);
        x.ticks.color = quiet;
        x.grid = { color: colour('edge') };
        const { legend, tooltip, playhead: head } = chart.options.plugins;
        legend.labels.color = quiet;
        legend.rtl = isRightToLeft();
        tooltip.rtl = isRightToLeft();
        head.ink = colour('text');
        chart.options.font = { family: getComputedStyle(document.body).fontFamily };
        chart.update('none');
    }

    /** Marks that time of the call as being heard; null for none. */
    hear(at) {
        this.#chart.options.plugins.playhead.at = at;
        this.#chart.update('none');
    }

    close() {
        this.#chart.destroy();
    }
}
