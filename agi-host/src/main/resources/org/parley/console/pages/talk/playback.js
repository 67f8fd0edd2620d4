// What the agent says and was not heard yet, as frames of 20 ms. A little waits so that a late frame is no gap; when
// more waits, as after a network's blink, quiet frames are left out until it is little again.

const FIRST = 4; // frames that must wait before it begins
const ENOUGH = 10;
const PAUSE = 10; // quiet frames that are left of a pause, so that sentences do not run together
const FRAMES_MAX = 1500;
const QUIET = 150; // mean level, in steps of 16 bits, below which nobody speaks

export class Playback {
    constructor() {
        this.frames = [];
        this.flows = false;
        this.paused = false;
        this.quiet = 0; // frames since somebody last spoke
    }

    /** A frame of 160 samples of 16 bits. */
    push(frame) {
        if (this.frames.length < FRAMES_MAX) {
            this.frames.push(frame);
        }
    }

    /** Somebody speaks: what waits is held until it is known whether that was an interruption. */
    pause() {
        this.paused = true;
    }

    play() {
        this.paused = false;
    }

    /** The visitor has the floor: what waits is not said any more. */
    drop() {
        this.frames.length = 0;
        this.paused = false;
        this.flows = false;
    }

    /** No more will come: the little that waits is said. */
    finish() {
        this.flows = true;
        this.paused = false;
    }

    /** The next frame, or null for silence. */
    next() {
        if (this.paused || (!this.flows && this.frames.length < FIRST)) {
            return null;
        }
        while (this.quiet >= PAUSE && this.frames.length > ENOUGH && isQuiet(this.frames[0])) {
            this.frames.shift();
        }
        const frame = this.frames.shift() ?? null;
        this.quiet = frame === null || isQuiet(frame) ? this.quiet + 1 : 0;
        this.flows = frame !== null;
        return frame;
    }

    get waiting() {
        return this.frames.length;
    }
}

function isQuiet(frame) {
    let sum = 0;
    for (const sample of frame) {
        sum += Math.abs(sample);
    }
    return sum < QUIET * frame.length;
}
