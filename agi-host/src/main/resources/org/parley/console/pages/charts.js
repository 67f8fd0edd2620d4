/** Charts in the page's colours. Each is a picture of a table that stands beside it, for those who do not see it. */
import { isRightToLeft, number } from './texts.js';

const FONT_PX = 12;

let library = null;

async function chartClass() {
    library ??= import('/lib/chart.js'); // it says what it is to the window, not to who imports it
    await library;
    return globalThis.Chart;
}

/** What a colour of the style sheets is now, in light or dark. */
function colour(name) {
    const probe = document.createElement('span');
    probe.style.color = `var(--${name})`;
    document.body.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value;
}

export class Charts {
    #shown = new Map(); // by canvas

    /**
     * Paints bars there, anew when they have changed.
     *
     * - labels: below the bars
     * - sets: `{label, values, colour}`, beside each other, or on each other when `stacked`
     * - unit: gives a value as people read it
     */
    async bars(canvas, { labels, sets, stacked = false, unit = number }) {
        const Chart = await chartClass();
        if (!canvas.isConnected) {
            return;
        }
        this.#shown.get(canvas)?.destroy();
        const rtl = isRightToLeft();
        const text = colour('quiet');
        const edge = colour('edge');
        const font = { size: FONT_PX, family: getComputedStyle(document.body).fontFamily };
        this.#shown.set(canvas, new Chart(canvas, {
            type: 'bar',
            data: {
                labels,
                datasets: sets.map(set => ({
                    label: set.label,
                    data: set.values,
                    backgroundColor: colour(set.colour),
                    borderColor: colour('surface'),
                    borderWidth: stacked ? 1 : 0,
                    borderRadius: 3,
                    maxBarThickness: 44,
                })),
            },
            options: {
                animation: false,
                responsive: true,
                maintainAspectRatio: false,
                font,
                plugins: {
                    legend: { display: sets.length > 1, rtl, labels: { color: text, font, boxWidth: 12, boxHeight: 12 } },
                    tooltip: {
                        rtl,
                        callbacks: { label: item => `${item.dataset.label}: ${unit(item.parsed.y)}` },
                    },
                },
                scales: {
                    x: {
                        stacked,
                        reverse: rtl,
                        grid: { display: false },
                        border: { color: edge },
                        ticks: { color: text, font, maxRotation: 40, autoSkip: true },
                    },
                    y: {
                        stacked,
                        position: rtl ? 'right' : 'left',
                        beginAtZero: true,
                        grid: { color: edge },
                        border: { display: false },
                        ticks: { color: text, font, maxTicksLimit: 6, callback: value => unit(value) },
                    },
                },
            },
        }));
    }

    close() {
        this.#shown.forEach(chart => chart.destroy());
        this.#shown.clear();
    }
}
