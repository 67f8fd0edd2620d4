/** Signs beside words; they say nothing by themselves, so a screen reader passes them over. */
import { html, svg } from '/lib/lit-html.js';

const SHAPES = {
    pulse: svg`<path d="M3 12h4l2.5-7 4 14 2.5-7h5"/>`,
    calls: svg`<path d="M8 6h13M8 12h13M8 18h13M3.5 6h.01M3.5 12h.01M3.5 18h.01"/>`,
    script: svg`<path d="M14 3H6v18h12V7zM14 3v4h4M10 12l-2 2 2 2M14 12l2 2-2 2"/>`,
    agent: svg`<path d="M5 10v4M9 6v12M13 9v6M17 7v10M21 11v2"/>`,
    caller: svg`<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c1-4 4-6 7.5-6s6.500 2 7.500 6"/>`,
    quiet: svg`<path d="M5 12h2M11 12h2M17 12h2"/>`,
    hangup: svg`<path d="M3 15.500c0-2.500 4-5 9-5s9 2.500 9 5v1.200c0 .8-.7 1.400-1.500 1.200l-3-.7a1.200 1.200 0 0 1-1-1.200v-1.700
        a11 11 0 0 0-7 0V16a1.200 1.200 0 0 1-1 1.200l-3 .7A1.200 1.200 0 0 1 3 16.700z"/>`,
    say: svg`<path d="M4 5h16v11h-8l-4 4v-4H4z"/>`,
    whisper: svg`<path d="M4 5h16v11h-8l-4 4v-4H4zM8 10.500h.01M12 10.500h.01M16 10.500h.01"/>`,
    listen: svg`<path d="M6.500 10a5.500 5.500 0 0 1 11 0c0 3.500-3.500 4-3.500 7.500a3 3 0 0 1-5.500 1.500M9.500 10a2.500 2.500 0 0 1 5 0c0 2-2.500 2-2.500 4"/>`,
    mute: svg`<path d="M4 9v6h4l5 4V5L8 9zM17 9l5 6M22 9l-5 6"/>`,
    unmute: svg`<path d="M4 9v6h4l5 4V5L8 9zM17 8.500c2 2 2 5 0 7M19.500 6c3.500 3.500 3.500 8.500 0 12"/>`,
    transfer: svg`<path d="M4 12h15M13 6l6 6-6 6"/>`,
    takeover: svg`<circle cx="9" cy="8" r="3.500"/><path d="M3 20c.5-4 3-5.500 6-5.500M13 17h8M17.500 13.500 21 17l-3.500 3.500"/>`,
    transferred: svg`<path d="M4 12h15M13 6l6 6-6 6"/>`,
    warning: svg`<path d="M12 4 2.500 20h19zM12 10v4M12 17h.01"/>`,
    check: svg`<path d="m5 12.500 4.500 4.500L19 7"/>`,
    clock: svg`<circle cx="12" cy="12" r="8.500"/><path d="M12 7.500V12l3 2"/>`,
    tool: svg`<path d="M14.500 6.500a4 4 0 0 1 5-1l-3 3 .5 1.500 1.500.5 3-3a4.500 4.500 0 0 1-6 5.500L9 19.500 5.500 16z"/>`,
    heart: svg`<path d="M12 20s-7.500-4.500-7.500-10A4 4 0 0 1 12 7.500 4 4 0 0 1 19.500 10c0 5.500-7.500 10-7.500 10z"/>`,
    menu: svg`<path d="M4 7h16M4 12h16M4 17h16"/>`,
    close: svg`<path d="m6 6 12 12M18 6 6 18"/>`,
    leave: svg`<path d="M10 4H5v16h5M14 8l4 4-4 4M9 12h9"/>`,
    sun: svg`<circle cx="12" cy="12" r="4"/><path d="M12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400
        M17.300 17.300l1.400 1.400M18.700 5.300l-1.400 1.400M6.700 17.300l-1.400 1.400"/>`,
    play: svg`<path d="M7 5v14l12-7z"/>`,
    add: svg`<path d="M12 5v14M5 12h14"/>`,
    save: svg`<path d="M12 4v11M7 10.500l5 5 5-5M5 20h14"/>`,
    lines: svg`<path d="M4 14v-2a8 8 0 0 1 16 0v2M4 14h3v5H5.500A1.500 1.500 0 0 1 4 17.500zM20 14h-3v5h1.500a1.500 1.500 0 0 0 1.500-1.500z"/>`,
    plug: svg`<path d="M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4"/>`,
    dial: svg`<path d="M6 4h3l2 5-2.500 1.500a11 11 0 0 0 5 5L15 13l5 2v3a2 2 0 0 1-2 2A14 14 0 0 1 4 6a2 2 0 0 1 2-2zM15 9l5-5M16 4h4v4"/>`,
    chart: svg`<path d="M4 20h16M7 16v-5M12 16V6M17 16v-8"/>`,
    settings: svg`<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>`,
    doctor: svg`<path d="M9 3h6v6h6v6h-6v6H9v-6H3V9h6z"/>`,
    search: svg`<circle cx="10.500" cy="10.500" r="6"/><path d="m15 15 5.500 5.500"/>`,
};

/** That sign; an unknown one is a mistake of ours. */
export function icon(name) {
    const shape = SHAPES[name];
    if (shape === undefined) {
        throw new Error(`no icon '${name}'`);
    }
    return html`<svg class="icon" data-icon=${name} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        ${shape}
    </svg>`;
}
