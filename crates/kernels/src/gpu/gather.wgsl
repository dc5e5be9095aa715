// Aᵀ · A of the 36 numbers of each tile: `[36, tiles, C]` → `[N, H, W, C]`. One thread a tile and channel.

alias Line = array<f32, 6>;
alias Short = array<f32, 4>;

fn synthesise(v: Line) -> Short {
    let near = v[1] + v[2];
    let far = v[3] + v[4];
    let slope = v[1] - v[2];
    let steep = v[3] - v[4];
    return Short(v[0] + near + far, slope + 2.0 * steep, near + 4.0 * far, slope + 8.0 * steep + v[5]);
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
    let channel = index % CHANNELS;
    let image = first + tile / (TILES.x * TILES.y);
    let corner = 4u * vec2(tile / TILES.y % TILES.x, tile % TILES.y);
    var columns: array<Short, 6>;
    for (var x = 0u; x < 6u; x++) {
        var column: Line;
        for (var y = 0u; y < 6u; y++) {
            column[y] = seen((6u * y + x) * tiles * CHANNELS + index);
        }
        columns[x] = synthesise(column);
    }
    for (var y = 0u; y < 4u; y++) {
        let line =
            synthesise(Line(columns[0][y], columns[1][y], columns[2][y], columns[3][y], columns[4][y], columns[5][y]));
        for (var x = 0u; x < 4u; x++) {
            let to = corner + vec2(y, x);
            if (all(to < FROM)) {
                let at = ((image * FROM.x + to.x) * FROM.y + to.y) * CHANNELS + channel;
                results[at] = finish(line[x], channel, at);
            }
        }
    }
}
