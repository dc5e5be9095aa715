// Bᵀ · B of the 6×6 pixels that each tile of 4×4 results sees: `[N, H, W, C]` → `[36, tiles, C]`. One thread a tile and
// channel.

alias Line = array<f32, 6>;

fn analyse(v: Line) -> Line {
    let even = v[4] - 4.0 * v[2];
    let odd = v[3] - 4.0 * v[1];
    let wide = v[4] - v[2];
    let steep = 2.0 * (v[3] - v[1]);
    return Line(
        4.0 * v[0] - 5.0 * v[2] + v[4], even + odd, even - odd, wide + steep, wide - steep,
        4.0 * v[1] - 5.0 * v[3] + v[5],
    );
}

@compute @workgroup_size(64)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let first = info[0];
    let tiles = info[1] * TILES.x * TILES.y;
    let index = (group.y * groups.x + group.x) * 64u + local;
    if (index >= tiles * CHANNELS) {
        return;
    }
    let tile = index / CHANNELS;
    let image = first + tile / (TILES.x * TILES.y);
    let corner = 4 * vec2<i32>(vec2(tile / TILES.y % TILES.x, tile % TILES.y)) - 1;
    var columns: array<Line, 6>;
    for (var x = 0; x < 6; x++) {
        // Written out: Dawn on SwiftShader keeps the last round's numbers in a variable that is only declared in a loop.
        var column = Line(0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var y = 0; y < 6; y++) {
            let at = corner + vec2(y, x);
            if (all(at >= vec2(0)) && all(at < vec2<i32>(FROM))) {
                let pixel = (image * FROM.x + u32(at.x)) * FROM.y + u32(at.y);
                column[y] = seen(pixel * CHANNELS + index % CHANNELS);
            }
        }
        columns[x] = analyse(column);
    }
    for (var y = 0u; y < 6u; y++) {
        let line = analyse(Line(columns[0][y], columns[1][y], columns[2][y], columns[3][y], columns[4][y], columns[5][y]));
        for (var x = 0u; x < 6u; x++) {
            results[(6u * y + x) * tiles * CHANNELS + index] = line[x];
        }
    }
}
