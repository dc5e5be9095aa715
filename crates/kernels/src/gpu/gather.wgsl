// Aᵀ · A of the 36 numbers of each tile: `[36, tiles, C]` → `[N, H, W, C]`.

alias Short = array<f32, 4>;

fn synthesise(v: Line) -> Short {
    let near = v[1] + v[2];
    let far = v[3] + v[4];
    let slope = v[1] - v[2];
    let steep = v[3] - v[4];
    return Short(v[0] + near + far, slope + 2.0 * steep, near + 4.0 * far, slope + 8.0 * steep + v[5]);
}

// Of the tile whose upper left pixel is `corner`.
fn transform(tiles: u32, index: u32, image: u32, corner: vec2<u32>) {
    let channel = index % CHANNELS;
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
