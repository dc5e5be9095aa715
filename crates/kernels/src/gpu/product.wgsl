// Sums over taps and channels, as one product of matrices for each `batch`: a row is a pixel of the results, a column one
// of their channels. 64 threads compute TALL·DOWN × 4·WIDE·ACROSS of them, and each thread DOWN rows of ACROSS quads of
// columns, which lie TALL and WIDE apart so that neighbouring threads read neighbouring memory.

const TALL = 64u / WIDE;
const ROWS = TALL * DOWN;
const COLUMNS = WIDE * ACROSS;
// Quads of the sum that are fetched at once, and the distance of rows, odd so that they lie in different banks.
const DEPTH = 4u;
const PITCH = DEPTH + 1u;
const FETCHED = ROWS / 16u;

var<workgroup> left: array<vec4<f32>, ROWS * PITCH>;
var<workgroup> right: array<vec4<f32>, 4u * DEPTH * COLUMNS>;

// Image, and place in it, of a row.
fn place(row: u32) -> vec3<u32> {
    return vec3(row / (GRID.x * GRID.y), row / GRID.y % GRID.x, row % GRID.y);
}

@compute @workgroup_size(WIDE, TALL)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(local_invocation_id) local: vec3<u32>,
    @builtin(local_invocation_index) index: u32,
) {
    let images = info[0];
    let rows = images * GRID.x * GRID.y;
    let batch = group.z;
    let first_row = group.x * ROWS;
    let first_column = group.y * COLUMNS;

    // The rows that this thread fetches: where the images start, and the upper left tap.
    var starts: array<u32, FETCHED>;
    var corners: array<vec2<i32>, FETCHED>;
    for (var i = 0u; i < FETCHED; i++) {
        let row = first_row + index / DEPTH + 16u * i;
        let at = place(row);
        starts[i] = (batch * images + at.x) * FROM.x * FROM.y;
        corners[i] = select(vec2(-0x10000), vec2<i32>(at.yz * STEP) + FIRST, row < rows);
    }

    var sums: array<vec4<f32>, DOWN * ACROSS>;
    for (var start = 0u; start < LENGTH; start += DEPTH) {
        let quad = start + index % DEPTH;
        let tap = quad / IN_QUADS;
        for (var i = 0u; i < FETCHED; i++) {
            let at = corners[i] + vec2<i32>(vec2(tap / TAPS.y, tap % TAPS.y));
            var value = vec4<f32>();
            if (all(at >= vec2(0)) && all(at < vec2<i32>(FROM)) && quad < LENGTH) {
                value = fetch(starts[i] + u32(at.x) * FROM.y + u32(at.y), quad % IN_QUADS);
            }
            left[(index / DEPTH + 16u * i) * PITCH + index % DEPTH] = value;
        }
        for (var i = index; i < 4u * DEPTH * COLUMNS; i += 64u) {
            let line = batch * LINES + 4u * start + i / COLUMNS;
            right[i] = weights[line * PANEL + first_column + i % COLUMNS];
        }
        workgroupBarrier();
        for (var k = 0u; k < DEPTH; k++) {
            for (var j = 0u; j < ACROSS; j++) {
                let column = 4u * k * COLUMNS + local.x + WIDE * j;
                let a = right[column];
                let b = right[column + COLUMNS];
                let c = right[column + 2u * COLUMNS];
                let d = right[column + 3u * COLUMNS];
                for (var i = 0u; i < DOWN; i++) {
                    let factor = left[(local.y + TALL * i) * PITCH + k];
                    let at = i * ACROSS + j;
                    sums[at] = fma(vec4(factor.x), a, sums[at]);
                    sums[at] = fma(vec4(factor.y), b, sums[at]);
                    sums[at] = fma(vec4(factor.z), c, sums[at]);
                    sums[at] = fma(vec4(factor.w), d, sums[at]);
                }
            }
        }
        workgroupBarrier();
    }

    for (var i = 0u; i < DOWN; i++) {
        let row = first_row + local.y + TALL * i;
        if (row < rows) {
            let at = place(row);
            let to = at.yz * TO_STEP + TO_FIRST;
            let pixel = ((batch * images + at.x) * TO.x + to.x) * TO.y + to.y;
            for (var j = 0u; j < ACROSS; j++) {
                let quad = first_column + local.x + WIDE * j;
                if (quad < OUT_QUADS) {
                    put(pixel, quad, sums[i * ACROSS + j]);
                }
            }
        }
    }
}
